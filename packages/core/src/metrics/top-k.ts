// Accuracy that forgives: is the true class among the k most probable ones?

/**
 * Share of examples whose true class is among the `k` most probable; 0 without examples.
 *
 * @param ranks For each example, how many classes are more probable than the true one: 0 is a hit.
 *
 * @example
 * ```ts
 * import { topKAccuracy } from '@shadegrad/core';
 *
 * console.log(topKAccuracy([0, 3, 1, 7], 2)); // 0.5
 * ```
 */
export function topKAccuracy(ranks: Iterable<number>, k: number): number {
  let hits = 0;
  let count = 0;
  for (const rank of ranks) {
    if (rank < k) hits += 1;
    count += 1;
  }
  return count === 0 ? 0 : hits / count;
}
