import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from '../check/run-kernel.js';
import { softmaxCases } from '../check/cases/activations.js';
import { testCases } from '../testing/test-cases.js';
import { misses } from '../check/misses.js';
import { softmax } from './softmax.js';

const { device } = await openTestGpu();

testCases(device, softmaxCases);

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
