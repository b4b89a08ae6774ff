// The order in which an epoch visits the examples: a function of seed and epoch, so that a resumed run knows the
// order of the epoch that it stopped in without having kept it.

import { purposeKey } from './purposes.js';
import { threefry2x32 } from './threefry.js';

/**
 * A random order of 0 … `count` − 1, uniform over all orders up to a bias below 2⁻³⁰.
 *
 * @param seed Of the run, an unsigned 32-bit integer.
 * @param epoch Counts from 0; each has its own order.
 * @param count Examples in the dataset.
 *
 * @example
 * ```ts
 * import { shuffledOrder } from '@shadegrad/core';
 *
 * console.log(shuffledOrder(42, 0, 5)); // Uint32Array(5) [ 4, 3, 2, 0, 1 ]
 * ```
 */
export function shuffledOrder(seed: number, epoch: number, count: number): Uint32Array<ArrayBuffer> {
  const order = fileOrder(count);
  const purpose = purposeKey('shuffle');
  const bits = new Uint32Array(2);
  // Fisher and Yates, from the end. 53 random bits scaled to 0 … i: each outcome's share is off by less than i·2⁻⁵³.
  for (let i = count - 1; i > 0; i--) {
    threefry2x32(seed, purpose, epoch, i, bits);
    const j = Math.floor((bits[0] * 2 ** 21 + (bits[1] >>> 11)) * 2 ** -53 * (i + 1));
    const swapped = order[i];
    order[i] = order[j];
    order[j] = swapped;
  }
  return order;
}

/** The order without shuffling: 0, 1, 2, … */
export function fileOrder(count: number): Uint32Array<ArrayBuffer> {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  return order;
}
