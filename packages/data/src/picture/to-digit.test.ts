import * as fc from 'fast-check';
import { decode, encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { loadDatasetFolder } from '../node/dataset-folder.js';
import { syntheticDigits } from '../synthetic/synthetic-digits.js';
import { attempt, codeOf, errorOf } from '../testing/error-code.js';
import { mnistFolder, whySkipped } from '../testing/real-mnist.js';
import { DataError } from '../errors.js';
import { boxOfInk, centreOfMass, FRAME } from './frame.js';
import type { Channels } from './ink.js';
import { toDigit } from './to-digit.js';

/** A grey picture with a filled rectangle. */
function rectangle(options: {
  readonly size: readonly [width: number, height: number];
  readonly box: readonly [left: number, top: number, width: number, height: number];
  readonly ink?: number;
  readonly paper?: number;
}): { pixels: Uint8Array; width: number; height: number } {
  const { size, box, ink = 0, paper = 255 } = options;
  const [width, height] = size;
  const [left, top, boxWidth, boxHeight] = box;
  const pixels = new Uint8Array(width * height).fill(paper);
  for (let y = top; y < top + boxHeight; y++) pixels.fill(ink, y * width + left, y * width + left + boxWidth);
  return { pixels, width, height };
}

function mass(pixels: Uint8Array): { x: number; y: number } {
  return centreOfMass({ width: FRAME, height: FRAME, amounts: Float32Array.from(pixels) });
}

/** Columns and rows that hold ink. */
function extent(pixels: Uint8Array): { width: number; height: number } {
  const columns = new Set<number>();
  const rows = new Set<number>();
  pixels.forEach((level, index) => {
    if (level === 0) return;
    columns.add(index % FRAME);
    rows.add(Math.floor(index / FRAME));
  });
  return { width: columns.size, height: rows.size };
}

/** At full strength, within 20×20, and centred unless that would push ink over the edge. */
function isPrepared(pixels: Uint8Array): boolean {
  const box = boxOfInk({ width: FRAME, height: FRAME, amounts: Float32Array.from(pixels) });
  const { x, y } = mass(pixels);
  const isCentred = Math.floor(x) === 14 && Math.floor(y) === 14;
  const margins = [box.left, box.top, FRAME - box.left - box.width, FRAME - box.top - box.height];
  const fits = Math.max(box.width, box.height) <= 20;
  return Math.max(...pixels) === 255 && fits && (isCentred || margins.includes(0));
}

describe('toDigit', () => {
  it('leaves digits that are already prepared as they are', () => {
    const { train } = syntheticDigits({ train: 200, test: 1, seed: 5 });
    for (let index = 0; index < 200; index++) {
      const digit = train.images.subarray(index * 784, (index + 1) * 784);
      expect(toDigit(digit, 28, 28, 1).pixels).toEqual(digit);
    }
  });

  it('makes the same of dark ink on light paper and of light ink on dark paper', () => {
    const { train } = syntheticDigits({ train: 20, test: 1, seed: 6 });
    for (let index = 0; index < 20; index++) {
      const light = train.images.subarray(index * 784, (index + 1) * 784);
      const dark = light.map((level) => 255 - level);
      expect(toDigit(dark, 28, 28, 1).pixels).toEqual(toDigit(light, 28, 28, 1).pixels);
      expect(toDigit(dark, 28, 28, 1).ink).toBe('dark');
    }
  });

  it('gives a digit back that was shown seven times as large in a PNG', () => {
    const { train } = syntheticDigits({ train: 5, test: 1, seed: 8 });
    for (let index = 0; index < 5; index++) {
      const digit = train.images.subarray(index * 784, (index + 1) * 784);
      const side = 28 * 7;
      const large = Uint8Array.from({ length: side * side }, (_, pixel) => {
        const [x, y] = [pixel % side, Math.floor(pixel / side)];
        return digit[Math.floor(y / 7) * 28 + Math.floor(x / 7)] ?? 0;
      });
      const png = decode(encode({ width: side, height: side, data: large, channels: 1, depth: 8 }));
      expect(toDigit(new Uint8Array(png.data), png.width, png.height, 1).pixels).toEqual(digit);
    }
  });

  it('fits the longer side into 20 pixels and keeps the aspect', () => {
    const tall = rectangle({ size: [300, 200], box: [30, 40, 36, 120] });
    expect(extent(toDigit(tall.pixels, tall.width, tall.height, 1).pixels)).toEqual({ width: 6, height: 20 });
    const wide = rectangle({ size: [300, 200], box: [3, 4, 240, 60] });
    const digit = toDigit(wide.pixels, wide.width, wide.height, 1);
    expect(extent(digit.pixels)).toEqual({ width: 20, height: 5 });
    expect(digit.box).toEqual({ left: 3, top: 4, width: 240, height: 60 });
  });

  it('averages areas: a checkerboard of single pixels becomes an even grey, at full strength', () => {
    const pixels = new Uint8Array(60 * 60).fill(255);
    for (let y = 10; y < 50; y++) for (let x = 10 + (y % 2); x < 50; x += 2) pixels[y * 60 + x] = 0;
    const digit = toDigit(pixels, 60, 60, 1).pixels;
    expect(new Set(digit)).toEqual(new Set([0, 255]));
    expect(extent(digit)).toEqual({ width: 20, height: 20 });
  });

  it.each<[string, Channels, (level: number) => readonly number[]]>([
    ['grey', 1, (level) => [level]],
    ['grey and alpha', 2, (level) => [level, 255]],
    ['RGB', 3, (level) => [level, level, level]],
    ['RGBA', 4, (level) => [level, level, level, 255]],
    ['black ink on a see-through canvas', 4, (level) => [0, 0, 0, 255 - level]],
    ['white ink on a see-through canvas', 4, (level) => [255, 255, 255, 255 - level]],
    ['see-through holes for ink in grey paper', 2, (level) => [100, level]],
  ])('finds the same digit in %s', (_, channels, encode) => {
    const grey = rectangle({ size: [50, 40], box: [12, 8, 9, 20] });
    const pixels = Uint8Array.from([...grey.pixels].flatMap(encode));
    expect(toDigit(pixels, 50, 40, channels).pixels).toEqual(toDigit(grey.pixels, 50, 40, 1).pixels);
  });

  it('sees coloured ink on coloured paper', () => {
    const { pixels } = rectangle({ size: [40, 40], box: [10, 5, 8, 30] });
    const coloured = Uint8ClampedArray.from(
      [...pixels].flatMap((level) => (level ? [255, 250, 200] : [30, 60, 160])),
    );
    expect(extent(toDigit(coloured, 40, 40, 3).pixels)).toEqual({ width: 5, height: 20 });
  });

  it('ignores the noise of a photographed page', () => {
    const page = rectangle({ size: [200, 200], box: [90, 50, 20, 100], ink: 60, paper: 180 });
    const noisy = page.pixels.map((level, index) => level + ((index * 7919) % 9) - 4);
    expect(toDigit(noisy, 200, 200, 1).box).toEqual({ left: 90, top: 50, width: 20, height: 100 });
  });

  it('takes pictures of one pixel’s ink, of one row, and of a large canvas', () => {
    const speck = rectangle({ size: [5, 5], box: [2, 2, 1, 1] });
    expect(extent(toDigit(speck.pixels, 5, 5, 1).pixels)).toEqual({ width: 20, height: 20 });
    const line = toDigit(Uint8Array.of(255, 255, 0, 255, 255), 5, 1, 1);
    expect(extent(line.pixels)).toEqual({ width: 20, height: 20 });
    const huge = rectangle({ size: [4000, 3000], box: [1000, 500, 400, 2000] });
    expect(extent(toDigit(huge.pixels, 4000, 3000, 1).pixels)).toEqual({ width: 4, height: 20 });
  });

  it('keeps the size, the place or both when told to', () => {
    const { pixels } = rectangle({ size: [56, 56], box: [4, 8, 8, 20] });
    const kept = toDigit(pixels, 56, 56, 1, { scaling: 'picture', centring: 'keep' }).pixels;
    const expected = rectangle({ size: [28, 28], box: [2, 4, 4, 10], ink: 255, paper: 0 }).pixels;
    expect(kept).toEqual(expected);
    const moved = toDigit(pixels, 56, 56, 1, { scaling: 'picture' }).pixels;
    expect(extent(moved)).toEqual({ width: 4, height: 10 });
    expect(mass(moved)).toEqual({ x: 14, y: 14 });
    const fitted = toDigit(pixels, 56, 56, 1, { centring: 'keep' }).pixels;
    expect(extent(fitted)).toEqual({ width: 8, height: 20 });
    expect(mass(fitted).x).toBe(4);
  });

  it.each([0, 128, 255])('refuses an empty picture of level %i', async (level) => {
    const blank = new Uint8Array(30 * 30).fill(level);
    expect(await codeOf(() => toDigit(blank, 30, 30, 1))).toBe('SHADEGRAD_PICTURE_EMPTY');
  });

  it('refuses noise alone, a see-through canvas and a single pixel as empty', async () => {
    const noise = Uint8Array.from({ length: 900 }, (_, index) => 200 + ((index * 7919) % 5));
    expect(await codeOf(() => toDigit(noise, 30, 30, 1))).toBe('SHADEGRAD_PICTURE_EMPTY');
    expect(await codeOf(() => toDigit(new Uint8Array(400), 10, 10, 4))).toBe('SHADEGRAD_PICTURE_EMPTY');
    expect(await codeOf(() => toDigit(Uint8Array.of(9), 1, 1, 1))).toBe('SHADEGRAD_PICTURE_EMPTY');
  });

  it.each([
    ['bytes that do not fit', 10, 10, 399],
    ['no width', 0, 10, 0],
    ['half a pixel', 0.5, 2, 4],
    ['a side beyond the bound', 16_385, 1, 16_385 * 4],
    ['NaN', Number.NaN, 1, 4],
  ])('refuses %s', async (_, width, height, bytes) => {
    const error = await errorOf(() => toDigit(new Uint8Array(bytes), width, height, 4));
    expect(error.code).toBe('SHADEGRAD_PICTURE_SIZE');
  });

  it('centres any ink by mass, at full strength and within 20 pixels, or says that there is none', () => {
    const pictures = fc
      .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) })
      .chain(({ width, height }) => {
        const length = width * height;
        return fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          pixels: fc.uint8Array({ minLength: length, maxLength: length }),
        });
      });
    fc.assert(
      fc.property(pictures, ({ width, height, pixels }) => {
        const outcome = attempt(() => toDigit(pixels, width, height, 1).pixels);
        const isSound =
          outcome instanceof DataError ? outcome.code === 'SHADEGRAD_PICTURE_EMPTY' : isPrepared(outcome);
        expect(isSound).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe.skipIf(mnistFolder === '')(`toDigit on real MNIST${whySkipped}`, () => {
  it('finds MNIST’s own pictures already prepared', async () => {
    const { test } = await loadDatasetFolder(mnistFolder);
    const count = 3_000;
    let unchanged = 0;
    for (let index = 0; index < count; index++) {
      const picture = test.images.subarray(index * 784, (index + 1) * 784);
      const { pixels } = toDigit(picture, 28, 28, 1);
      // Where the strongest ink is at 254, making it 255 moves other levels by at most one.
      if (pixels.every((level, pixel) => Math.abs(level - (picture[pixel] ?? 0)) <= 1)) unchanged += 1;
    }
    // The others' longer side is 19 pixels, not 20.
    expect(count - unchanged).toBeLessThan(count / 500);
  });
});
