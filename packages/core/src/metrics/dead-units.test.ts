import { expect, test } from 'vitest';
import { deadUnits } from './dead-units.js';

test('a unit that puts out something for one picture is alive', () => {
  // Two pictures of two pixels with three channels.
  const values = Float32Array.of(0, 1, 0, 0, 0, 0, 0, 2, -1, 0, 0, 0);
  expect(deadUnits(values, 3)).toEqual([0]);
});
