import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from '../check/run-kernel.js';
import { randomFloats } from '../check/random.js';
import { streamCopy } from './stream-copy.js';

const { device } = await openTestGpu();

test.each([4, 252, 4 * 1001])('copies %d values', async (length) => {
  const x = randomFloats(length, 1);
  const y = poisonedFloats(length);
  await runKernel(device, streamCopy({ length }), { x, y });
  expect(y).toEqual(x);
});

test('a length that is no multiple of four is refused', () => {
  expect(() => streamCopy({ length: 6 })).toThrow(RangeError);
});
