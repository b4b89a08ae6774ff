import { expect, test } from 'vitest';
import { linearGrid } from './kernel.js';

test('a grid folds into y past 65,535 workgroups and still covers every invocation', () => {
  expect(linearGrid(1, 64)).toEqual([1, 1, 1]);
  expect(linearGrid(65, 64)).toEqual([2, 1, 1]);
  const [x, y] = linearGrid(65_536 * 64, 64);
  expect(x).toBe(65_535);
  expect(x * y * 64).toBeGreaterThanOrEqual(65_536 * 64);
});
