import { expect, test } from 'vitest';
import { smooth } from './smoothing.js';

test('the mean of equal values is that value, from the first one on', () => {
  for (const mean of smooth([0.7, 0.7, 0.7], 0.9)) expect(mean).toBeCloseTo(0.7, 12);
});

test('the mean follows a jump, later values more than earlier ones', () => {
  const means = smooth([0, 0, 1, 1, 1], 0.9);
  expect(means[1]).toBe(0);
  expect(means[2]).toBeGreaterThan(1 / 3);
  expect(means[4]).toBeGreaterThan(means[3] ?? 1);
  expect(means[4]).toBeLessThan(1);
});

test('without memory the values stay as they are', () => {
  expect([...smooth([3, 1, 2], 0)]).toEqual([3, 1, 2]);
});

test('no values have no mean', () => {
  expect(smooth([], 0.9)).toHaveLength(0);
});
