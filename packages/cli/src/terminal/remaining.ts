// How long a run will still take, from what it has shown so far.

import type { EpochEnd, Progress, RunStart } from '@shadegrad/core';

/**
 * Seconds until the last epoch ends, or undefined while nothing is known.
 *
 * Training still to do goes by the speed measured now; what an epoch costs beyond its training (validation) goes by
 * the last finished epoch and is unknown, so left out, during the first.
 */
export function secondsRemaining(
  start: RunStart,
  now: Progress,
  lastEpoch: EpochEnd | undefined,
): number | undefined {
  if (!(now.imagesPerSecond > 0)) return undefined;
  const secondsPerEpoch = start.examples / now.imagesPerSecond;
  const shareOfEpoch = now.stepInEpoch / start.stepsPerEpoch;
  const epochsAfter = start.epochs - now.epoch;
  const training = secondsPerEpoch * (1 - shareOfEpoch + epochsAfter);
  if (lastEpoch === undefined) return training;
  const validation = Math.max(0, lastEpoch.seconds - start.examples / lastEpoch.imagesPerSecond);
  return training + validation * (epochsAfter + 1);
}
