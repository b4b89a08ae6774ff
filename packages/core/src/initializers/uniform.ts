// Uniform random values in [−limit, limit).

import { purposeKey } from '../random/purposes.js';
import { threefry2x32, uniformFromBits } from '../random/threefry.js';
import type { Draw } from './initializer.js';

/** Fills `values` with uniform numbers in [−limit, limit), each with 24 random bits. */
export function fillUniform(values: Float32Array, limit: number, { seed, parameterIndex }: Draw): void {
  const purpose = purposeKey('initialWeights', parameterIndex);
  const bits = new Uint32Array(2);
  for (let i = 0; i < values.length; i++) {
    threefry2x32(seed, purpose, 0, i, bits);
    values[i] = limit * (2 * uniformFromBits(bits[0]) - 1);
  }
}
