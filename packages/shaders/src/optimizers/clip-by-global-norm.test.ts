import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { clipped, clippingCases } from '../check/cases/gradients.js';
import { testCases } from '../testing/test-cases.js';
import { randomFloats } from '../check/random.js';
import { clipByGlobalNorm } from './clip-by-global-norm.js';

const { device } = await openTestGpu();

testCases(device, clippingCases);

test.each([
  ['whose norm is below the limit', randomFloats(1000, 2)],
  ['that are all zero', new Float32Array(64)],
  ['of which one is not a number', Float32Array.of(5, NaN, 7, 8)],
  ['of which one is infinite', Float32Array.of(5, 6, -Infinity, 8)],
])('gradients %s keep their bits', async (_, gradients) => {
  expect(await clipped(device, gradients, 100)).toEqual(gradients);
});

test('the same gradients give the same bits', async () => {
  const gradients = randomFloats(70_000, 3);
  expect(await clipped(device, gradients, 1)).toEqual(await clipped(device, gradients, 1));
});

test('one gradient among zeros of all parts counts', async () => {
  const gradients = new Float32Array(64 * 4096 * 4);
  gradients[200_001] = -8;
  const after = await clipped(device, gradients, 2);
  expect(after[200_001]).toBe(-2);
});

test('a length that is no multiple of four, and a norm of nothing, are refused', () => {
  expect(() => clipByGlobalNorm({ length: 6, maxNorm: 1 })).toThrow('multiple of four');
  expect(() => clipByGlobalNorm({ length: 8, maxNorm: 0 })).toThrow('above 0');
});
