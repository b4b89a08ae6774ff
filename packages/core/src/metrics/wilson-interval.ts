// How sure a measured share is: 99.1 % of 10,000 pictures is not the same news as 99.1 % of 1,000.

/** Both tails of the normal distribution beyond this hold 5 %. */
const Z = 1.959963984540054;

/**
 * Wilson's 95 % interval of a share: unlike the textbook's ±1.96 standard errors it is right for shares near 0 and 1
 * and never leaves [0, 1].
 *
 * Wilson: Probable inference, the law of succession, and statistical inference (1927).
 *
 * @param successes From 0 to `count`.
 * @param count Trials; with none, the interval is [0, 1].
 *
 * @example
 * ```ts
 * import { wilsonInterval } from '@shadegrad/core';
 *
 * const [low, high] = wilsonInterval(9910, 10_000);
 * console.log(low.toFixed(4), high.toFixed(4)); // 0.9890 0.9927
 * ```
 */
export function wilsonInterval(successes: number, count: number): readonly [low: number, high: number] {
  if (count === 0) return [0, 1];
  const share = successes / count;
  const z2 = Z * Z;
  const centre = share + z2 / (2 * count);
  const reach = Z * Math.sqrt((share * (1 - share) + z2 / (4 * count)) / count);
  const scale = 1 + z2 / count;
  // At 0 and at all, the exact bound is 0 and 1; rounding would miss it by a hair.
  const low = successes === 0 ? 0 : (centre - reach) / scale;
  const high = successes === count ? 1 : (centre + reach) / scale;
  return [low, high];
}
