// Which pixels are ink, and how much: the border of the picture tells what its background looks like and how noisy it is;
// ink is what stands out from that, on the side (darker, lighter, more opaque) where more stands out.

import { DataError, grouped } from '../errors.js';

/** Bytes per pixel: grey, grey and alpha, RGB, RGBA. */
export type Channels = 1 | 2 | 3 | 4;

/** A plane of ink, 0 for none to 1 for full. */
export interface Ink {
  readonly width: number;
  readonly height: number;
  readonly amounts: Float32Array;
  /** What set the ink apart from its background. */
  readonly kind: 'dark' | 'light' | 'opaque';
}

const MAX_SIDE = 16_384;
const MAX_PIXELS = 2 ** 26;

/** Differences of a few levels are compression noise; a picture with no more than that is empty. */
const LEAST_CONTRAST = 16;

/**
 * Finds the ink in a picture.
 *
 * @throws DataError `SHADEGRAD_PICTURE_SIZE` when the sizes are out of bounds or do not fit the pixels,
 *   `SHADEGRAD_PICTURE_EMPTY` when nothing stands out.
 *
 * @example
 * ```ts
 * import { findInk } from '@shadegrad/data';
 *
 * const page = new Uint8Array(9 * 9).fill(240);
 * page[40] = 20; // a dot in the middle of a light page
 * const { kind, amounts } = findInk(page, 9, 9, 1);
 * console.log(kind, amounts[40], amounts[0]); // dark 1 0
 * ```
 */
export function findInk(
  pixels: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  channels: Channels,
): Ink {
  requireSize(pixels, width, height, channels);
  const { levels, isAlpha } = toLevels(pixels, width * height, channels, width);
  const border = borderLevels(levels, width, height).sort();
  const background = border[border.length >> 1] ?? 0;
  const sides = standsOut(levels, background);
  const sign = sides.above >= sides.below ? 1 : -1;
  const noise = borderNoise(border, background, sign);
  const peak = (sign > 0 ? sides.highest - background : background - sides.lowest) - noise;
  if (peak < LEAST_CONTRAST) {
    throw new DataError(
      'SHADEGRAD_PICTURE_EMPTY',
      `Nothing stands out from the background of this ${width}×${height} picture.`,
      'Give a picture of one digit, with a margin of plain background around it.',
    );
  }
  const amounts = new Float32Array(levels.length);
  for (let index = 0; index < levels.length; index++) {
    const difference = sign * ((levels[index] ?? 0) - background) - noise;
    amounts[index] = Math.max(0, difference) / peak;
  }
  return { width, height, amounts, kind: isAlpha ? 'opaque' : sign > 0 ? 'light' : 'dark' };
}

function requireSize(pixels: ArrayLike<number>, width: number, height: number, channels: number): void {
  const sidesFit = [width, height].every((side) => Number.isInteger(side) && side >= 1 && side <= MAX_SIDE);
  if (sidesFit && width * height <= MAX_PIXELS && pixels.length === width * height * channels) return;
  throw new DataError(
    'SHADEGRAD_PICTURE_SIZE',
    `A picture of ${width}×${height} pixels with ${channels} channels does not fit ${grouped(pixels.length)} bytes or the bounds.`,
    `Give width · height · channels bytes, sides of 1 to ${grouped(MAX_SIDE)} and at most ${grouped(MAX_PIXELS)} pixels.`,
  );
}

/** One level per pixel: opacity where the border is see-through, brightness (BT.601, as PNG readers do) elsewhere. */
function toLevels(
  pixels: Uint8Array | Uint8ClampedArray,
  count: number,
  channels: Channels,
  width: number,
): { levels: Uint8Array; isAlpha: boolean } {
  const at = (index: number): number => pixels[index] ?? 0;
  const levels = new Uint8Array(count);
  const hasAlpha = channels === 2 || channels === 4;
  if (hasAlpha) {
    for (let index = 0; index < count; index++) levels[index] = at(index * channels + channels - 1);
    const border = borderLevels(levels, width, count / width).sort();
    if ((border[border.length >> 1] ?? 255) < 128) return { levels, isAlpha: true };
  }
  for (let index = 0; index < count; index++) {
    const first = index * channels;
    const brightness =
      channels < 3 ? at(first) : (299 * at(first) + 587 * at(first + 1) + 114 * at(first + 2)) / 1000;
    // What is see-through inside an opaque picture shows white, as a page would.
    const alpha = hasAlpha ? at(first + channels - 1) / 255 : 1;
    levels[index] = Math.round(brightness * alpha + 255 * (1 - alpha));
  }
  return { levels, isAlpha: false };
}

/** The outermost ring of pixels. */
function borderLevels(levels: Uint8Array, width: number, height: number): Uint8Array {
  const ring: number[] = [];
  for (let x = 0; x < width; x++) ring.push(levels[x] ?? 0, levels[(height - 1) * width + x] ?? 0);
  for (let y = 1; y < height - 1; y++) ring.push(levels[y * width] ?? 0, levels[(y + 1) * width - 1] ?? 0);
  return Uint8Array.from(ring);
}

function standsOut(
  levels: Uint8Array,
  background: number,
): { above: number; below: number; highest: number; lowest: number } {
  let [above, below, highest, lowest] = [0, 0, 0, 255];
  for (const level of levels) {
    if (level > background) above += level - background;
    else below += background - level;
    highest = Math.max(highest, level);
    lowest = Math.min(lowest, level);
  }
  return { above, below, highest, lowest };
}

/**
 * How far the background strays towards the ink: the deviation that three quarters of the border stay below, doubled.
 * Ink that touches the border takes less than a quarter of it, so it does not count as noise.
 */
function borderNoise(sorted: Uint8Array, background: number, sign: number): number {
  const quarter = sorted.length >> 2;
  const level = sorted[sign > 0 ? sorted.length - 1 - quarter : quarter] ?? background;
  return 2 * Math.abs(level - background);
}
