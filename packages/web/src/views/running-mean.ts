// Smooths a curve that jumps from batch to batch.

/** Weight of the past: about the last ten values count. */
const MEMORY = 0.9;

/**
 * The exponential mean up to each value. Right from the first one on: what has not been seen yet does not pull
 * towards 0 (the correction that Adam makes, too).
 */
export function runningMean(values: readonly number[]): number[] {
  let sum = 0;
  let weight = 0;
  return values.map((value) => {
    sum = MEMORY * sum + (1 - MEMORY) * value;
    weight = MEMORY * weight + (1 - MEMORY);
    return sum / weight;
  });
}
