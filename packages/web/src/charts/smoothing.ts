// Smooths a curve that jumps from batch to batch.

/**
 * The exponential mean up to each value, right from the first one on: what has not been seen yet does not pull towards 0
 * (the correction that Adam makes, too).
 *
 * @param memory Weight of the past, from 0 (the values themselves) to below 1.
 */
export function smooth(values: ArrayLike<number>, memory: number): Float64Array {
  const smoothed = new Float64Array(values.length);
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    sum = memory * sum + (1 - memory) * value;
    weight = memory * weight + (1 - memory);
    smoothed[i] = sum / weight;
  }
  return smoothed;
}
