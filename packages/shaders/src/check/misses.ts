// Compares what a kernel made, in f32, with what its oracle made, in f64.

/** How far apart two numbers may be: |actual − expected| ≤ absolute + relative · |expected|. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** A few roundings of f32, of numbers around 1. */
export const FEW_ROUNDINGS: Tolerance = { absolute: 1e-6, relative: 1e-6 };

/** So many are listed. */
const MOST_LISTED = 5;

/**
 * The first few elements that are further apart than the tolerance allows, in words. A NaN equals only a NaN.
 *
 * @example
 * ```ts
 * expect(misses(y, oracle(x))).toEqual([]);
 * ```
 */
export function misses(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { absolute, relative }: Tolerance = FEW_ROUNDINGS,
): string[] {
  if (actual.length !== expected.length) return [`${actual.length} elements, expected ${expected.length}`];
  const found: string[] = [];
  for (let i = 0; i < expected.length && found.length < MOST_LISTED; i++) {
    const a = actual[i] ?? NaN;
    const e = expected[i] ?? NaN;
    const near = Math.abs(a - e) <= absolute + relative * Math.abs(e);
    if (!near && !Object.is(a, e)) found.push(`element ${i}: ${a}, expected ${e}`);
  }
  return found;
}
