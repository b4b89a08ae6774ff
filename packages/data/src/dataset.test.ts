import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  classCounts,
  datasetLength,
  slice,
  splitValidation,
  take,
  validateDataset,
  type Dataset,
} from './dataset.js';
import { codeOf } from './testing/error-code.js';

/** Pictures of 1×2 pixels; each pixel tells its example. */
function example(labels: readonly number[]): Dataset {
  return {
    name: 'example',
    images: Uint8Array.from(labels.flatMap((_, index) => [index, index])),
    labels: Uint8Array.from(labels),
    shape: [1, 2, 1],
    classes: ['a', 'b', 'c'],
  };
}

const datasets = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 40 }).map(example);

describe('slice, take and splitValidation', () => {
  it('keep each picture with its label', () => {
    fc.assert(
      fc.property(datasets, fc.nat({ max: 40 }), fc.nat({ max: 40 }), (dataset, a, b) => {
        const count = datasetLength(dataset);
        const [start, end] = [Math.min(a, b, count), Math.min(Math.max(a, b), count)];
        const part = validateDataset(slice(dataset, start, end));
        part.labels.forEach((label, index) => {
          expect(label).toBe(dataset.labels[start + index]);
          expect(part.images[2 * index]).toBe(start + index);
        });
        expect(datasetLength(part)).toBe(end - start);
      }),
    );
  });

  it('take gives the first examples, and all of a smaller dataset', () => {
    expect([...take(example([2, 1, 0]), 2).labels]).toEqual([2, 1]);
    expect(datasetLength(take(example([2, 1, 0]), 100))).toBe(3);
  });

  it('split off the last examples, as Keras does, and lose none', () => {
    const [training, validation] = splitValidation(example([0, 1, 2, 0, 1, 2, 0, 1, 2, 0]), 0.25);
    expect([datasetLength(training), datasetLength(validation)]).toEqual([7, 3]);
    expect(validation.images[0]).toBe(7);
    expect(datasetLength(splitValidation(example([0, 1]), 0)[1])).toBe(0);
  });

  it.each([-1, 1.5, 4, Number.NaN])('refuse to begin at %s of 3', async (start) => {
    expect(await codeOf(() => slice(example([0, 1, 2]), start))).toBe('SHADEGRAD_DATASET_RANGE');
  });

  it.each([1, -0.1, Number.NaN, 0.99])('refuse a validation split of %s of 3', async (share) => {
    expect(await codeOf(() => splitValidation(example([0, 1, 2]), share))).toBe('SHADEGRAD_DATASET_RANGE');
  });
});

describe('validateDataset', () => {
  it.each<[string, Partial<Dataset>, string]>([
    ['too few pixels', { images: new Uint8Array(3) }, 'SHADEGRAD_DATASET_INVALID'],
    ['a side of 0', { shape: [0, 2, 1] }, 'SHADEGRAD_DATASET_INVALID'],
    ['a side that is not whole', { shape: [0.5, 4, 1] }, 'SHADEGRAD_DATASET_INVALID'],
    ['no classes', { classes: [] }, 'SHADEGRAD_DATASET_INVALID'],
    ['a label without a class', { labels: Uint8Array.of(0, 3) }, 'SHADEGRAD_IDX_LABEL'],
  ])('refuses %s', async (_, change, code) => {
    expect(await codeOf(() => validateDataset({ ...example([0, 1]), ...change }))).toBe(code);
  });
});

describe('classCounts', () => {
  it('counts every class, those without examples, too', () => {
    expect(classCounts(example([2, 0, 2, 2]))).toEqual([1, 0, 3]);
  });
});
