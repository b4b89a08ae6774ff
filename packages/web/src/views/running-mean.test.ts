import { expect, test } from 'vitest';
import { runningMean } from './running-mean.js';

test('the mean of equal values is that value, from the first one on', () => {
  for (const mean of runningMean([0.7, 0.7, 0.7])) expect(mean).toBeCloseTo(0.7, 12);
});

test('the mean follows a jump, later values more than earlier ones', () => {
  const means = runningMean([0, 0, 1, 1, 1]);
  expect(means[1]).toBe(0);
  expect(means[2]).toBeGreaterThan(1 / 3);
  expect(means[4]).toBeGreaterThan(means[3] ?? 1);
  expect(means[4]).toBeLessThan(1);
});

test('no values have no mean', () => {
  expect(runningMean([])).toEqual([]);
});
