import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pacer } from './pacer.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Lets a device that takes `stepTime` ms a step work through submits of one step; returns the ms spent in promises. */
async function waits(pacer: Pacer, stepTime: number, submits: number): Promise<number[]> {
  const waited: number[] = [];
  for (let i = 0; i < submits; i++) {
    const begun = performance.now();
    const resting = pacer.rest(1, begun);
    await vi.runAllTimersAsync();
    await resting;
    const wait = Math.max(0, stepTime - (performance.now() - begun));
    await vi.advanceTimersByTimeAsync(wait);
    pacer.observe(1, performance.now() - begun, wait);
    waited.push(wait);
  }
  return waited;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

test('a sleeping host comes to wait for a small part of a step only', async () => {
  const waited = await waits(new Pacer('sleep'), 200, 40);
  expect(waited[0]).toBe(200);
  expect(mean(waited.slice(20))).toBeLessThan(20);
});

test('it follows a device that becomes slower, and one that becomes faster', async () => {
  const pacer = new Pacer('sleep');
  await waits(pacer, 100, 20);
  expect(mean((await waits(pacer, 400, 40)).slice(20))).toBeLessThan(40);
  await waits(pacer, 50, 60);
  expect(pacer.stepTime).toBeLessThan(70);
});

test('a process that was stopped for a minute goes on at once', async () => {
  const pacer = new Pacer('sleep');
  await waits(pacer, 100, 20);
  await waits(pacer, 60_000, 1);
  const begun = performance.now();
  await waits(pacer, 100, 10);
  expect(performance.now() - begun).toBeLessThan(1500);
  expect(pacer.stepTime).toBeLessThan(150);
});

test('a host whose promises cost nothing does not sleep', async () => {
  expect(await waits(new Pacer('await'), 100, 10)).toEqual(Array.from({ length: 10 }, () => 100));
});
