import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { measureRoofline, rooflineShare } from './index.js';

const roofline = { flopsPerSecond: 100, bytesPerSecond: 10, method: 'timestamps' } as const;

test.each([
  { flops: 200, bytes: 10, seconds: 4, expected: { bound: 'compute', share: 0.5 } },
  { flops: 10, bytes: 20, seconds: 8, expected: { bound: 'memory', share: 0.25 } },
  { flops: 0, bytes: 20, seconds: 1, expected: { bound: 'memory', share: 2 } },
])('$flops operations and $bytes bytes in $seconds s: $expected', ({ flops, bytes, seconds, expected }) => {
  expect(rooflineShare(roofline, { flops, bytes }, seconds)).toEqual(expected);
});

test('an adapter has a roofline, by its own clock or by the host’s', async () => {
  const gpu = await openTestGpu();
  for (const method of ['timestamps', 'repetition'] as const) {
    const { flopsPerSecond, bytesPerSecond } = await measureRoofline(gpu, { method });
    expect(Number.isFinite(flopsPerSecond) && flopsPerSecond > 0).toBe(true);
    expect(Number.isFinite(bytesPerSecond) && bytesPerSecond > 0).toBe(true);
  }
});
