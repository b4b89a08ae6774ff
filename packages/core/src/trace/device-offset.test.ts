import { expect, test } from 'vitest';
import { deviceOffset } from './device-offset.js';
import type { TracedSubmit } from './trace.js';

/** A submit whose dispatch the device did from `begun` to `ended` ns. */
const submit = (submitted: number, finished: number, begun: bigint, ended: bigint): TracedSubmit => ({
  submitted,
  finished,
  dispatches: [{ label: 'a', step: 1, begun, ended }],
});

test('a submit that began at once tells how far the clocks are apart', () => {
  // The second waited 3 ms for the first.
  const submits = [submit(10, 15, 1_000_000n, 5_000_000n), submit(12, 19, 5_000_000n, 9_000_000n)];
  expect(deviceOffset(submits)).toBe(9_000_000n);
});

test('nothing ends on the device after the host has heard of its end', () => {
  expect(deviceOffset([submit(10, 12, 1_000_000n, 5_000_000n)])).toBe(7_000_000n);
});

test('without dispatches there is nothing to tell', () => {
  expect(deviceOffset([])).toBe(0n);
  expect(deviceOffset([{ submitted: 1, finished: 2, dispatches: [] }])).toBe(0n);
});
