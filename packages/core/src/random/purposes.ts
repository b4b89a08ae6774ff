// What random numbers are drawn for. Each purpose is a word of the generator's key, so that no two uses of one seed
// ever share a number.

/**
 * The upper byte of a purpose. A number, once given, keeps its meaning: a changed one changes every run that has the
 * same seed.
 */
export const PURPOSES = {
  initialWeights: 1,
  shuffle: 2,
  dropout: 3,
  augmentation: 4,
} as const;

export type Purpose = keyof typeof PURPOSES;

/**
 * The second word of the generator's key. `instance` tells apart what the same purpose serves several times: the
 * parameter's index for initial weights, the layer's for dropout; below 2²⁴.
 *
 * @example
 * ```ts
 * import { purposeKey } from '@shadegrad/core';
 *
 * // A model's second dropout layer.
 * console.log(purposeKey('dropout', 1).toString(16)); // 3000001
 * ```
 */
export function purposeKey(purpose: Purpose, instance = 0): number {
  return ((PURPOSES[purpose] << 24) | instance) >>> 0;
}
