import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { foreignShare } from './machine-usage.js';

test('what others used is a share of all processors', () => {
  const wall = 10;
  const all = wall * availableParallelism();
  expect(foreignShare(all, all / 2, wall)).toBeCloseTo(0.5);
  expect(foreignShare(all, all, wall)).toBe(0);
});

test('clocks that disagree a little do not make it negative', () => {
  expect(foreignShare(9.99, 10, 10)).toBe(0);
  expect(foreignShare(1, 0, 0)).toBe(0);
});
