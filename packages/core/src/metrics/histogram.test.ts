import { expect, test } from 'vitest';
import { histogram } from './histogram.js';

test('every finite value falls into one bin, the largest into the last', () => {
  const values = [-1, -0.5, 0, 0, 0.25, 1, Number.NaN, Infinity];
  const { low, high, counts, count, zeros, notFinite } = histogram(values, 4);
  expect({ low, high, counts, count, zeros, notFinite }).toEqual({
    low: -1,
    high: 1,
    counts: [1, 1, 3, 1],
    count: 6,
    zeros: 2,
    notFinite: 2,
  });
});

test('mean and standard deviation are those of the values', () => {
  const { mean, standardDeviation } = histogram([2, 4, 4, 4, 5, 5, 7, 9]);
  expect([mean, standardDeviation]).toEqual([5, 2]);
});

test.each([
  [[], 0],
  [[3, 3, 3], 3],
])('values without a spread: %j', (values, total) => {
  const { counts, standardDeviation } = histogram(values, 5);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
  expect(standardDeviation).toBe(0);
});
