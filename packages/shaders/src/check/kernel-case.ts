// A case that a kernel is checked with: what it made on a device beside what its oracle made in float64. The tests run
// them on the developers' adapters, `shadegrad doctor --check` on the user's.

import { FEW_ROUNDINGS, misses, type Tolerance } from './misses.js';

/** An array that a kernel made, and what it should be. */
export interface Comparison {
  /** Which of the kernel's outputs. */
  readonly what: string;
  readonly actual: ArrayLike<number>;
  readonly expected: ArrayLike<number>;
  /** @default a few roundings of f32, of numbers around 1 */
  readonly tolerance?: Tolerance;
}

export interface KernelCase {
  /** The kernel, as a table calls it. */
  readonly kernel: string;
  /** Shapes and settings. */
  readonly name: string;
  /** Runs it; `device` is left as it was. */
  readonly run: (device: GPUDevice) => Promise<readonly Comparison[]>;
}

/** For outputs that must be right to the bit. */
export const EXACT: Tolerance = { absolute: 0, relative: 0 };

/** What is wrong, in words; nothing where all is within its tolerance. */
export function faultsOf(comparisons: readonly Comparison[]): readonly string[] {
  return comparisons.flatMap(({ what, actual, expected, tolerance }) =>
    misses(actual, expected, tolerance).map((miss) => `${what}: ${miss}`),
  );
}

/**
 * The largest error as a share of what is allowed: up to 1 is within the tolerance, infinite where a number is NaN that
 * should be none, or the other way round.
 */
export function errorShare({ actual, expected, tolerance = FEW_ROUNDINGS }: Comparison): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i] ?? NaN, expected[i] ?? NaN];
    if (Object.is(a, e) || a === e) continue;
    const share = Math.abs(a - e) / (tolerance.absolute + tolerance.relative * Math.abs(e));
    largest = Math.max(largest, Number.isNaN(share) ? Infinity : share);
  }
  return largest;
}

/** The largest error by the largest number that was expected, or by the size of number that the tolerance is made for. */
export function relativeError({ actual, expected, tolerance = FEW_ROUNDINGS }: Comparison): number {
  let error = 0;
  let scale = tolerance.relative > 0 ? tolerance.absolute / tolerance.relative : 0;
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i] ?? NaN, expected[i] ?? NaN];
    if (Number.isFinite(e)) scale = Math.max(scale, Math.abs(e));
    if (Object.is(a, e) || a === e) continue;
    error = Math.max(error, Number.isNaN(a - e) ? Infinity : Math.abs(a - e));
  }
  return error === 0 ? 0 : error / (scale || 1);
}
