import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from '../check/run-kernel.js';
import { misses } from '../check/misses.js';
import { multiplyAdds } from './multiply-adds.js';

const { device } = await openTestGpu();

function oracle(invocations: number, rounds: number, a: number, b: number): number[] {
  return Array.from({ length: invocations }, (_, i) => {
    let sum = 0;
    for (let value = 0; value < 12; value++) {
      let x = (i % 256) / 256 + value;
      for (let times = 0; times < 8 * rounds; times++) x = a * x + b;
      sum += x;
    }
    return sum;
  });
}

test.each([
  { invocations: 1, rounds: 1 },
  { invocations: 65, rounds: 3 },
  { invocations: 300, rounds: 17 },
])('$invocations invocations do what $rounds rounds of multiply-adds do', async ({ invocations, rounds }) => {
  const factors = Float32Array.of(0.75, 0.5);
  const y = poisonedFloats(invocations);
  await runKernel(device, multiplyAdds({ invocations, rounds }), { factors, y });
  expect(misses(y, oracle(invocations, rounds, 0.75, 0.5), { absolute: 0, relative: 1e-5 })).toEqual([]);
});

test('no size is 0', () => {
  expect(() => multiplyAdds({ invocations: 0, rounds: 1 })).toThrow(RangeError);
});
