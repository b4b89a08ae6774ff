// A network that learnt nothing: its loss is a number, so nothing stops it, and it tells every picture the same.

/** Room for noise: a network that begins to learn leaves these soon. */
const OF_CHANCE = 1.5;
const OF_EQUAL = 0.98;

/**
 * Whether a mean loss (categorical crossentropy, in nats) and an accuracy are no better than those of equal probabilities
 * for all classes, ln(classes) and 1 / classes. After an epoch, that is the mark of a learning rate far too large, which
 * leaves every ReLU at 0, or far too small.
 *
 * @example
 * ```ts
 * import { isGuessing } from '@shadegrad/core';
 *
 * console.log(isGuessing({ loss: 2.31, accuracy: 0.11 }, 10)); // true
 * console.log(isGuessing({ loss: 0.21, accuracy: 0.94 }, 10)); // false
 * ```
 */
export function isGuessing(
  { loss, accuracy }: { readonly loss: number; readonly accuracy: number },
  classes: number,
): boolean {
  return classes > 1 && loss >= OF_EQUAL * Math.log(classes) && accuracy <= OF_CHANCE / classes;
}
