import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { classCounts, validateDataset } from '../dataset.js';
import { codeOf } from '../testing/error-code.js';
import { loadDatasetFolder } from '../node/dataset-folder.js';
import { mnistFolder, whySkipped } from '../testing/real-mnist.js';
import { syntheticDigits, syntheticDigitsInSlices } from './synthetic-digits.js';

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

describe('syntheticDigits', () => {
  it('draws the same bytes on every platform and in every engine', () => {
    const { train, test } = syntheticDigits({ train: 500, test: 100, seed: 42 });
    expect([train.images, train.labels, test.images].map(digest)).toMatchInlineSnapshot(`
      [
        "aafeb5872c302bb3",
        "90b08d28aa166c16",
        "9f60a82e98e5ea10",
      ]
    `);
  });

  it('draws the same in slices, between which others have their turn', async () => {
    const options = { train: 2_000, test: 300, seed: 42 };
    const told: (readonly [number, number])[] = [];
    let turns = 0;
    let isDrawing = true;
    const takeTurn = (): void => {
      turns += 1;
      if (isDrawing) setTimeout(takeTurn, 0);
    };
    takeTurn();
    const sliced = await syntheticDigitsInSlices(options, (...progress) => told.push(progress));
    isDrawing = false;
    expect(sliced).toEqual(syntheticDigits(options));
    expect(told.length).toBeGreaterThan(1);
    expect(turns).toBeGreaterThan(told.length / 2);
    const counts = told.map(([done]) => done);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(new Set(told.map(([, of]) => of))).toEqual(new Set([2_300]));
  });

  it('draws each digit for itself: a smaller set is the beginning of a larger one', () => {
    const small = syntheticDigits({ train: 30, test: 10, seed: 1 });
    const large = syntheticDigits({ train: 90, test: 40, seed: 1 });
    expect(digest(large.train.images.subarray(0, small.train.images.length))).toBe(
      digest(small.train.images),
    );
    expect(digest(large.test.images.subarray(0, small.test.images.length))).toBe(digest(small.test.images));
  });

  it('draws other digits for another seed, for seeds far apart, too, and for the test set', () => {
    const sets = [0, 1, -1, 2 ** 32, 2 ** 40].map((seed) => syntheticDigits({ train: 20, test: 20, seed }));
    const digests = sets.flatMap(({ train, test }) => [digest(train.images), digest(test.images)]);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('draws all ten digits about equally often, in MNIST’s format', () => {
    const { train } = syntheticDigits({ train: 3_000, test: 1 });
    validateDataset(train);
    expect(train).toMatchObject({ shape: [28, 28, 1], name: 'synthetic-digits' });
    // Five standard deviations of a count around 300.
    for (const count of classCounts(train)) expect(Math.abs(count - 300)).toBeLessThan(83);
  });

  it.each([{ train: 0 }, { test: 1.5 }, { seed: Number.NaN }, { train: 2 ** 25 }, { seed: 2 ** 60 }])(
    'refuses %o',
    async (options) => {
      expect(await codeOf(() => syntheticDigits({ train: 1, test: 1, ...options }))).toBe(
        'SHADEGRAD_SYNTHETIC_OPTIONS',
      );
    },
  );
});

describe('the frame of every digit', () => {
  const { train } = syntheticDigits({ train: 1_000, test: 1, seed: 9 });
  const digits = Array.from({ length: 1_000 }, (_, index) =>
    frameOf(train.images.subarray(index * 784, (index + 1) * 784)),
  );

  it('has its longer side at 20 pixels, its centre of mass on pixel 14, and full ink, as MNIST has', () => {
    expect(new Set(digits.map(({ side }) => side))).toEqual(new Set([20]));
    expect(new Set(digits.map(({ peak }) => peak))).toEqual(new Set([255]));
    // A few lie so low or so far to one side in their box that it would stick out.
    expect(digits.filter(({ centre }) => centre === '14,14').length).toBeGreaterThan(990);
  });
});

describe.skipIf(mnistFolder === '')(`beside real MNIST${whySkipped}`, () => {
  it('a nearest-mean classifier that has seen only synthetic digits reads most real ones', async () => {
    const { train } = syntheticDigits({ train: 3_000, test: 1 });
    const { test } = await loadDatasetFolder(mnistFolder);
    const means = train.classes.map(() => new Float64Array(784));
    const counts = classCounts(train);
    train.labels.forEach((label, index) => {
      for (let pixel = 0; pixel < 784; pixel++) {
        const mean = means[label];
        if (mean)
          mean[pixel] = (mean[pixel] ?? 0) + (train.images[index * 784 + pixel] ?? 0) / (counts[label] ?? 1);
      }
    });
    const correct = test.labels.filter((label, index) => {
      const picture = test.images.subarray(index * 784, (index + 1) * 784);
      const distances = means.map((mean) =>
        picture.reduce((sum, level, pixel) => sum + (level - (mean[pixel] ?? 0)) ** 2, 0),
      );
      return distances.indexOf(Math.min(...distances)) === label;
    }).length;
    // Means of MNIST's own training pictures read 82 % of its test pictures.
    expect(correct / test.labels.length).toBeGreaterThan(0.7);
  });

  it('its own pictures have the frame that ours have', async () => {
    const { test } = await loadDatasetFolder(mnistFolder);
    const digits = Array.from({ length: 2_000 }, (_, index) =>
      frameOf(test.images.subarray(index * 784, (index + 1) * 784)),
    );
    expect(new Set(digits.map(({ centre }) => centre))).toEqual(new Set(['14,14']));
    expect(digits.filter(({ side }) => side === 20).length).toBeGreaterThan(1_990);
  });
});

/** Longer side of the ink, the pixel of its centre of mass, its strongest level. */
function frameOf(picture: Uint8Array): { side: number; centre: string; peak: number } {
  let [mass, massX, massY, peak] = [0, 0, 0, 0];
  const columns = new Set<number>();
  const rows = new Set<number>();
  picture.forEach((level, index) => {
    if (level === 0) return;
    const [x, y] = [index % 28, Math.floor(index / 28)];
    columns.add(x);
    rows.add(y);
    mass += level;
    massX += level * (x + 0.5);
    massY += level * (y + 0.5);
    peak = Math.max(peak, level);
  });
  const side =
    Math.max(Math.max(...columns) - Math.min(...columns), Math.max(...rows) - Math.min(...rows)) + 1;
  return { side, centre: `${Math.floor(massX / mass)},${Math.floor(massY / mass)}`, peak };
}
