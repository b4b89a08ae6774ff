// The device's clock counts from an origin of its own. What is known is that it did no work before that was submitted,
// and that all of it was done when the host heard so.

import type { TracedSubmit } from './trace.js';

/**
 * Nanoseconds to add to the device's clock for the host's. The device began one of the submits at once, or nearly so, and
 * that one tells.
 */
export function deviceOffset(submits: readonly TracedSubmit[]): bigint {
  const timed = submits.filter(({ dispatches }) => dispatches.length > 0);
  const least = timed.map(
    ({ submitted, dispatches }) => nanoseconds(submitted) - (dispatches[0]?.begun ?? 0n),
  );
  const most = timed.map(
    ({ finished, dispatches }) => nanoseconds(finished) - (dispatches.at(-1)?.ended ?? 0n),
  );
  const earliest = largest(least) ?? 0n;
  const latest = largest(most.map((offset) => -offset));
  return latest === undefined || earliest <= -latest ? earliest : -latest;
}

const nanoseconds = (ms: number): bigint => BigInt(Math.round(ms * 1e6));

function largest(values: readonly bigint[]): bigint | undefined {
  return values.length === 0 ? undefined : values.reduce((a, b) => (a > b ? a : b));
}
