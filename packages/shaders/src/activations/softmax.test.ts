import { describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from '../check/run-kernel.js';
import { softmaxBackwardOracle, softmaxOracle } from '../check/oracles/activation-oracles.js';
import { misses } from '../check/misses.js';
import { randomFloats } from '../check/random.js';
import { softmax, softmaxBackward } from './softmax.js';

const { device } = await openTestGpu();

// From 32 columns on, two invocations and more share a row.
describe.each([
  { rows: 1, columns: 1 },
  { rows: 130, columns: 10 },
  { rows: 65, columns: 31 },
  { rows: 33, columns: 33 },
  { rows: 5, columns: 257 },
  { rows: 3, columns: 1025 },
])('softmax of $rows rows of $columns', ({ rows, columns }) => {
  const x = randomFloats(rows * columns, 1, -9, 9);

  test('agrees with f64', async () => {
    const y = poisonedFloats(x.length);
    await runKernel(device, softmax({ rows, columns }), { x, y });
    expect(misses(y, softmaxOracle(x, columns), { absolute: 1e-30, relative: 5e-6 })).toEqual([]);
  });

  test('has the gradient that its Jacobian gives', async () => {
    const y = Float32Array.from(softmaxOracle(x, columns));
    const dy = randomFloats(x.length, 2);
    const dx = poisonedFloats(x.length);
    await runKernel(device, softmaxBackward({ rows, columns }), { y, dy, dx });
    expect(misses(dx, softmaxBackwardOracle(x, dy, columns))).toEqual([]);
  });
});

test('softmax of large numbers neither overflows nor vanishes', async () => {
  const x = Float32Array.of(1e4, 1e4, -1e4, 3e38, 0, 0, -3e38, -3e38, -3e38);
  const y = poisonedFloats(9);
  await runKernel(device, softmax({ rows: 3, columns: 3 }), { x, y });
  expect(misses(y, [0.5, 0.5, 0, 1, 0, 0, 1 / 3, 1 / 3, 1 / 3])).toEqual([]);
});

test('a NaN makes its whole row NaN and no other', async () => {
  const x = Float32Array.of(0, NaN, 1, 2, 2, 2, NaN, 0, 0);
  const y = poisonedFloats(9);
  await runKernel(device, softmax({ rows: 3, columns: 3 }), { x, y });
  expect(misses(y, [NaN, NaN, NaN, 1 / 3, 1 / 3, 1 / 3, NaN, NaN, NaN])).toEqual([]);
});
