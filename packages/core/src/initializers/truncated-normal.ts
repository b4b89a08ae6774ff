// Normal random values with the tails beyond two standard deviations cut off, as Keras starts weights with.
//
// Drawn by rejection: x uniform in [−2, 2) is kept with probability exp(−x²/2). That needs no logarithm, cosine or
// inverse error function, whose last bits differ between JavaScript engines; with exp as a power series, everything
// here is IEEE addition and multiplication, so every engine makes the same weights from the same seed.

import { purposeKey } from '../random/purposes.js';
import { threefry2x32, uniformFromBits } from '../random/threefry.js';
import type { Draw } from './initializer.js';

/** Standard deviation of a standard normal variable that is cut off at ±2. */
export const TRUNCATED_STANDARD_DEVIATION = 0.87962566103423978;

/**
 * Fills `values` with numbers of mean 0 and standard deviation `standardDeviation` after the cut, none larger than
 * 2 · `standardDeviation` / 0.8796.
 */
export function fillTruncatedNormal(
  values: Float32Array,
  standardDeviation: number,
  { seed, parameterIndex }: Draw,
): void {
  const purpose = purposeKey('initialWeights', parameterIndex);
  const scale = standardDeviation / TRUNCATED_STANDARD_DEVIATION;
  const bits = new Uint32Array(2);
  for (let i = 0; i < values.length; i++) {
    // Three of five attempts succeed; each has its own counter.
    for (let attempt = 0; ; attempt++) {
      threefry2x32(seed, purpose, attempt, i, bits);
      const x = 4 * uniformFromBits(bits[0]) - 2;
      if (bits[1] * 2 ** -32 < expOfMinus((x * x) / 2)) {
        values[i] = scale * x;
        break;
      }
    }
  }
}

/** exp(−a) for a in [0, 2], to within 10⁻¹⁵: 1/exp(a) by the series of exp, whose terms all have the same sign. */
function expOfMinus(a: number): number {
  let sum = 1;
  for (let n = 22; n > 0; n--) sum = 1 + (a / n) * sum;
  return 1 / sum;
}
