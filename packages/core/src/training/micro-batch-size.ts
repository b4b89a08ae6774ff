// Finds the largest micro-batch that an adapter can hold.

import { ShadegradError } from '../errors.js';

/**
 * The sizes that are tried for a batch, from the whole down: a half, a third, a quarter, a sixth, an eighth, and so on, each
 * in whole examples.
 */
export function microBatchSizes(batchSize: number): readonly number[] {
  const sizes = new Set<number>();
  for (let parts = 1; parts < batchSize; parts *= 2) {
    sizes.add(Math.ceil(batchSize / parts));
    if (parts > 1) sizes.add(Math.ceil(batchSize / (1.5 * parts)));
  }
  return [...sizes.add(1)];
}

/**
 * What `make` returns for the largest of `sizes` that does not take too much.
 *
 * @throws what `make` throws for the smallest one, or for another reason.
 */
export async function withLargest<Result>(
  sizes: readonly number[],
  make: (size: number) => Promise<Result>,
): Promise<Result> {
  const [size, ...smaller] = sizes;
  if (size === undefined) throw new Error('there is no size to try');
  try {
    return await make(size);
  } catch (error) {
    if (smaller.length === 0 || !isTooMuch(error)) throw error;
    return withLargest(smaller, make);
  }
}

const isTooMuch = (error: unknown): boolean =>
  error instanceof ShadegradError && ['SHADEGRAD_LIMIT', 'SHADEGRAD_OUT_OF_MEMORY'].includes(error.code);
