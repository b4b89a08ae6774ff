import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from '../check/run-kernel.js';
import { misses } from '../check/misses.js';
import { randomFloats } from '../check/random.js';
import { accumulateGradients } from './accumulate-gradients.js';

const { device } = await openTestGpu();

test.each([4, 256, 1028])(
  '%i gradients of three micro-batches are added up, from nothing',
  async (length) => {
    const parts = [1, 2, 3].map((seed) => randomFloats(length, seed));
    const total = poisonedFloats(length);
    for (const [microBatch, gradients] of parts.entries()) {
      await runKernel(device, accumulateGradients({ length }), { gradients, total }, { microBatch });
    }
    const expected = Float64Array.from({ length }, (_, i) =>
      parts.reduce((sum, part) => sum + (part[i] ?? NaN), 0),
    );
    expect(misses(total, expected)).toEqual([]);
  },
);

test('a length that is no multiple of four is refused', () => {
  expect(() => accumulateGradients({ length: 6 })).toThrow(RangeError);
});
