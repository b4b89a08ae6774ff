import { expect, test } from 'vitest';
import { Latest } from './latest.js';

test('what is asked for meanwhile is done once, with what is current by then', async () => {
  const seen: number[] = [];
  let current = 1;
  const finish: (() => void)[] = [];
  const latest = new Latest(async () => {
    seen.push(current);
    await new Promise<void>((resolve) => {
      finish.push(resolve);
    });
  });
  const done = latest.request();
  current = 2;
  void latest.request();
  current = 3;
  void latest.request();
  expect(seen).toEqual([1]);
  finish.shift()?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(seen).toEqual([1, 3]);
  finish.shift()?.();
  await done;
  expect(seen).toEqual([1, 3]);
});

test('a task that fails says so, and the next one runs', async () => {
  let calls = 0;
  const latest = new Latest(async () => {
    calls += 1;
    if (calls === 1) throw new Error('no');
  });
  await expect(latest.request()).rejects.toThrow('no');
  await latest.request();
  expect(calls).toBe(2);
});
