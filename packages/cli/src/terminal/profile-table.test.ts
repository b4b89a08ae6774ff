import type { DispatchProfile, Profile } from '@shadegrad/core';
import { expect, test } from 'vitest';
import { fakeOutput } from '../testing/fake-output.js';
import { describeProfile } from './profile-table.js';
import { visibleWidth } from './style.js';

const dispatch = (label: string, seconds: number): DispatchProfile => ({
  label,
  kernel: 'gemm',
  seconds,
  share: seconds / 0.2,
  flops: 5e9 * seconds,
  bytes: 2e9 * seconds,
  flopsPerSecond: 5e9,
  bytesPerSecond: 2e9,
  roofline: { bound: 'memory', share: 0.5 },
});

const profile: Profile = {
  schema: 1,
  pass: 'training',
  model: 'small',
  optimizer: 'adam',
  batchSize: 20,
  adapter: 'llvmpipe',
  method: 'timestamps',
  repetitions: 5,
  roofline: { flopsPerSecond: 86e9, bytesPerSecond: 4e9, method: 'timestamps' },
  dispatches: [dispatch('conv2d/forward', 0.15), dispatch('conv2d_1/by kernel, sum of parts', 0.04)],
  kernelSeconds: 0.19,
  stepSeconds: 0.2,
  kernelShare: 0.95,
  imagesPerSecond: 100,
};

test('a profile has a row for each dispatch and the sums below', () => {
  expect(describeProfile(profile, fakeOutput({ columns: 100 }))).toBe(
    [
      'training of "small", batch 20, adam, on random pictures',
      'dispatch                               ms   share  GFLOPS  GB/s  roofline  bound',
      'conv2d/forward                    150.000  75.0 %    5.00  2.00      50 %  memory',
      'conv2d_1/by kernel, sum of parts   40.000  20.0 %    5.00  2.00      50 %  memory',
      '',
      'step      200.000 ms by the wall, 100 images/s',
      'kernels   190.000 ms, 95.0 % of the step',
      'together  5.00 GFLOPS, 2.00 GB/s, 50 % of the roofline',
      'adapter   llvmpipe',
      'at best   86.0 GFLOPS, 4.00 GB/s, as measured now: 100 % of the roofline',
      'timed     by the adapter’s timestamps, the median of 5',
    ].join('\n'),
  );
});

test('labels are clipped in the middle where the terminal is narrow', () => {
  const lines = describeProfile(profile, fakeOutput({ columns: 80 })).split('\n');
  expect(Math.max(...lines.map(visibleWidth))).toBeLessThanOrEqual(80);
  expect(lines[3]).toMatch(/^conv2d_1\/by k….* of parts /);
});

test('a disturbed measurement says so', () => {
  const disturbed = { ...profile, kernelShare: 1.2 };
  expect(describeProfile(disturbed, fakeOutput())).toContain('something else kept the machine busy');
});
