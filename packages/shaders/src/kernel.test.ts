import { expect, test } from 'vitest';
import { linearGrid, MAX_WORKGROUPS_PER_DIMENSION } from './kernel.js';

test.each([
  { invocations: 1, expected: [1, 1, 1] },
  { invocations: 64, expected: [1, 1, 1] },
  { invocations: 65, expected: [2, 1, 1] },
  { invocations: 65_535 * 64, expected: [65_535, 1, 1] },
])('$invocations invocations in workgroups of 64 make a grid of $expected', ({ invocations, expected }) => {
  expect(linearGrid(invocations, 64)).toEqual(expected);
});

test.each([65_535 * 64 + 1, 65_536 * 64, 200_000 * 64 - 3, 2 ** 32 - 1])(
  'a grid for %i invocations folds into y, covers them all and wastes less than a row',
  (invocations) => {
    const [x, y, z] = linearGrid(invocations, 64);
    expect(x).toBeLessThanOrEqual(MAX_WORKGROUPS_PER_DIMENSION);
    expect(y).toBeGreaterThan(1);
    expect(z).toBe(1);
    expect(x * y * 64).toBeGreaterThanOrEqual(invocations);
    expect((x * y - y) * 64).toBeLessThan(invocations);
  },
);
