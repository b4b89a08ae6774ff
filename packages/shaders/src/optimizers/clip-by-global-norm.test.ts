import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from '../check/run-kernel.js';
import { globalNormOracle } from '../check/oracles/global-norm-oracle.js';
import { misses } from '../check/misses.js';
import { randomFloats } from '../check/random.js';
import { clipByGlobalNorm } from './clip-by-global-norm.js';

const { device } = await openTestGpu();

/** What clipping leaves of the gradients. */
async function clipped(gradients: Float32Array, maxNorm: number): Promise<Float32Array> {
  const { measure, clip, partsLength } = clipByGlobalNorm({ length: gradients.length, maxNorm });
  const after = gradients.slice();
  const parts = poisonedFloats(partsLength);
  await runKernel(device, measure, { gradients: after, parts });
  expect(after).toEqual(gradients);
  await runKernel(device, clip, { gradients: after, parts });
  return after;
}

test.each([
  { length: 4, scale: 1 },
  { length: 68, scale: 1 },
  { length: 4096 + 4, scale: 3 },
  { length: 300_004, scale: 1e-3 },
  // Squares of these are no f32 any more.
  { length: 132, scale: 1e30 },
  { length: 132, scale: 1e-30 },
])('$length gradients of about $scale are scaled to the norm that is allowed', async ({ length, scale }) => {
  const gradients = randomFloats(length, 1).map((value) => value * scale);
  const norm = globalNormOracle(gradients);
  const maxNorm = norm / 3;
  const expected = Float64Array.from(gradients, (gradient) => (gradient * maxNorm) / norm);
  const after = await clipped(gradients, maxNorm);
  expect(misses(after, expected, { absolute: 0, relative: 1e-6 })).toEqual([]);
});

test.each([
  ['whose norm is below the limit', randomFloats(1000, 2)],
  ['that are all zero', new Float32Array(64)],
  ['of which one is not a number', Float32Array.of(5, NaN, 7, 8)],
  ['of which one is infinite', Float32Array.of(5, 6, -Infinity, 8)],
])('gradients %s keep their bits', async (_, gradients) => {
  expect(await clipped(gradients, 100)).toEqual(gradients);
});

test('the same gradients give the same bits', async () => {
  const gradients = randomFloats(70_000, 3);
  expect(await clipped(gradients, 1)).toEqual(await clipped(gradients, 1));
});

test('one gradient among zeros of all parts counts', async () => {
  const gradients = new Float32Array(64 * 4096 * 4);
  gradients[200_001] = -8;
  const after = await clipped(gradients, 2);
  expect(after[200_001]).toBe(-2);
});

test('a length that is no multiple of four, and a norm of nothing, are refused', () => {
  expect(() => clipByGlobalNorm({ length: 6, maxNorm: 1 })).toThrow('multiple of four');
  expect(() => clipByGlobalNorm({ length: 8, maxNorm: 0 })).toThrow('above 0');
});
