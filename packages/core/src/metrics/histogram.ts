// How values are spread: what tells a healthy layer from one whose weights have blown up or whose gradients have died.

export interface Histogram {
  /** The smallest and the largest value; both 0 where there is none. */
  readonly low: number;
  readonly high: number;
  /** Values in each of the bins of equal width from `low` to `high`; the last one holds `high` too. */
  readonly counts: readonly number[];
  /** Finite values, which alone are counted and averaged. */
  readonly count: number;
  readonly mean: number;
  readonly standardDeviation: number;
  /** Values that are exactly 0. */
  readonly zeros: number;
  /** Values that are infinite or not a number. */
  readonly notFinite: number;
}

/**
 * The histogram of values, with their mean and standard deviation.
 *
 * @param bins Number of bins. @default 32
 *
 * @example
 * ```ts
 * import { histogram } from '@shadegrad/core';
 *
 * const { low, high, counts, mean } = histogram([0, 1, 1, 4], 4);
 * console.log(low, high, counts, mean); // 0 4 [ 1, 2, 0, 1 ] 1.5
 * ```
 */
export function histogram(values: ArrayLike<number>, bins = 32): Histogram {
  let [low, high, sum, zeros, count] = [Infinity, -Infinity, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    count += 1;
    sum += value;
    if (value < low) low = value;
    if (value > high) high = value;
    if (value === 0) zeros += 1;
  }
  const counts = Array.from({ length: bins }, () => 0);
  const notFinite = values.length - count;
  if (count === 0) return { low: 0, high: 0, counts, count, mean: 0, standardDeviation: 0, zeros, notFinite };
  const mean = sum / count;
  const scale = high > low ? bins / (high - low) : 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    squares += (value - mean) ** 2;
    const bin = Math.min(bins - 1, Math.floor((value - low) * scale));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { low, high, counts, count, mean, standardDeviation: Math.sqrt(squares / count), zeros, notFinite };
}
