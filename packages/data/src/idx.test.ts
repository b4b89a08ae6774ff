import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from './errors.js';
import { datasetFromIdx, encodeIdx, parseIdx } from './idx.js';
import { attempt, codeOf, errorOf } from './testing/error-code.js';

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

const idxArrays = fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 5 }).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    data: fc.uint8Array({
      minLength: shape.reduce((product, side) => product * side, 1),
      maxLength: shape.reduce((product, side) => product * side, 1),
    }),
  }),
);

/** Pictures 2×3 and their labels. */
function pair(
  labels: readonly number[],
  pictures = labels.length,
): { images: Uint8Array; labels: Uint8Array } {
  return {
    images: encodeIdx({ shape: [pictures, 2, 3], data: new Uint8Array(pictures * 6).fill(7) }),
    labels: encodeIdx({ shape: [labels.length], data: Uint8Array.from(labels) }),
  };
}

describe('parseIdx', () => {
  it('reads back what encodeIdx wrote, whatever the dimensions', () => {
    fc.assert(
      fc.property(idxArrays, (array) => {
        expect(parseIdx(encodeIdx(array))).toEqual(array);
      }),
    );
  });

  it('refuses every file that is cut short, and says where it ends', async () => {
    const file = encodeIdx({ shape: [5, 2], data: new Uint8Array(10) });
    for (let length = 0; length < file.length; length++) {
      expect(await codeOf(() => parseIdx(file.subarray(0, length)))).toBe('SHADEGRAD_IDX_TRUNCATED');
    }
    const images = encodeIdx({ shape: [60_000, 28, 28], data: new Uint8Array(47_040_000) });
    const error = await errorOf(() => parseIdx(images.subarray(0, 31_200_016), 'train-images-idx3-ubyte'));
    expect(error.message).toBe('train-images-idx3-ubyte ends after 31,200,016 of 47,040,016 bytes.');
    expect(error.fix).toMatch(/fetch/);
  });

  it('refuses bytes after the end', async () => {
    const file = encodeIdx({ shape: [3], data: Uint8Array.of(1, 2, 3) });
    expect(await codeOf(() => parseIdx(Uint8Array.of(...file, 4)))).toBe('SHADEGRAD_IDX_TRAILING');
  });

  it.each([
    ['PNG', [0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]],
    ['gzip', [0x1f, 0x8b, 8, 0, 0, 0, 0, 0]],
    ['an unknown element type', [0, 0, 0x0a, 1, 0, 0, 0, 0]],
  ])('refuses %s as not IDX', async (_, bytes) => {
    expect(await codeOf(() => parseIdx(Uint8Array.from(bytes)))).toBe('SHADEGRAD_IDX_MAGIC');
  });

  it('refuses elements that are not unsigned bytes, and names what they are', async () => {
    const error = await errorOf(() => parseIdx(Uint8Array.of(0, 0, 0x0d, 1, 0, 0, 0, 1, 0, 0, 0, 0)));
    expect(error.code).toBe('SHADEGRAD_IDX_DTYPE');
    expect(error.message).toContain('32-bit floats');
  });

  it('refuses headers that claim more than any machine holds, even times zero', async () => {
    const header = new Uint8Array(4 + 4 * 200).fill(0xff);
    header.set([0, 0, 8, 200]);
    expect(await codeOf(() => parseIdx(header))).toBe('SHADEGRAD_IDX_DIMENSIONS');
    header.fill(0, header.length - 4);
    expect(await codeOf(() => parseIdx(header))).toBe('SHADEGRAD_IDX_DIMENSIONS');
    expect(await codeOf(() => parseIdx(Uint8Array.of(0, 0, 8, 0, 1)))).toBe('SHADEGRAD_IDX_DIMENSIONS');
  });

  it('answers any bytes with an array or a DataError, never with another error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.boolean(), (bytes, withMagic) => {
        if (withMagic) bytes.set([0, 0, 8].slice(0, bytes.length));
        const outcome = attempt(() => parseIdx(bytes));
        const isConsistent =
          outcome instanceof DataError || outcome.data.length === outcome.shape.reduce((a, b) => a * b, 1);
        expect(isConsistent).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('encodeIdx', () => {
  it('refuses dimensions that do not fit the elements', async () => {
    for (const shape of [[], [2], [1.5, 2], [-1, -3], [2 ** 32]]) {
      expect(await codeOf(() => encodeIdx({ shape, data: new Uint8Array(3) }))).toBe(
        'SHADEGRAD_IDX_DIMENSIONS',
      );
    }
  });
});

describe('datasetFromIdx', () => {
  it('pairs pictures with labels', () => {
    const dataset = datasetFromIdx({ name: 'two', classes: digits, ...pair([3, 9]) });
    expect(dataset).toMatchObject({ name: 'two', shape: [2, 3, 1], classes: digits });
    expect([...dataset.labels]).toEqual([3, 9]);
    expect(dataset.images).toHaveLength(12);
  });

  it('reads channels from a fourth dimension', () => {
    const images = encodeIdx({ shape: [1, 2, 2, 3], data: new Uint8Array(12) });
    const { labels } = pair([0]);
    expect(datasetFromIdx({ name: 'rgb', classes: digits, images, labels }).shape).toEqual([2, 2, 3]);
  });

  it('refuses label 255 and says where it is', async () => {
    const error = await errorOf(() => datasetFromIdx({ name: 'x', classes: digits, ...pair([1, 2, 255]) }));
    expect(error.code).toBe('SHADEGRAD_IDX_LABEL');
    expect(error.message).toBe('x labels has label 255 at position 2; the classes are 0 to 9.');
  });

  it('refuses pictures and labels of different number, and none at all', async () => {
    const load = (files: ReturnType<typeof pair>) =>
      codeOf(() => datasetFromIdx({ name: 'x', classes: digits, ...files }));
    expect(await load(pair([1, 2], 3))).toBe('SHADEGRAD_IDX_COUNT');
    expect(await load(pair([]))).toBe('SHADEGRAD_IDX_COUNT');
  });

  it('refuses images and labels in each other’s place', async () => {
    const { images, labels } = pair([1]);
    const swapped = { name: 'x', classes: digits, images: labels, labels: images };
    expect(await codeOf(() => datasetFromIdx(swapped))).toBe('SHADEGRAD_IDX_DIMENSIONS');
    expect(await codeOf(() => datasetFromIdx({ ...swapped, images }))).toBe('SHADEGRAD_IDX_DIMENSIONS');
  });
});
