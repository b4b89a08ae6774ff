import { expect, test } from 'vitest';
import { cpuSeconds, residentBytes } from './process-usage.js';

test.skipIf(process.platform !== 'linux')('a process that computes uses processor time and memory', () => {
  const before = cpuSeconds(process.pid) ?? Number.NaN;
  const block = new Float64Array(4_000_000).fill(1);
  while (process.cpuUsage().user / 1e6 < before + 0.1) block.sort();
  expect(cpuSeconds(process.pid)).toBeGreaterThan(before);
  const { now, peak } = residentBytes(process.pid) ?? { now: Number.NaN, peak: Number.NaN };
  expect(now).toBeGreaterThan(block.byteLength);
  expect(peak).toBeGreaterThanOrEqual(now);
});

test('of a process that does not exist nothing is known', () => {
  expect(cpuSeconds(2 ** 30)).toBeUndefined();
  expect(residentBytes(2 ** 30)).toBeUndefined();
});
