// The host's side of `dropout.wgsl`.

import { linearGrid, type Kernel } from './kernel.js';
import { lanesFor } from './lanes.js';
import { checkSizes } from './sizes.js';
import { dropout as source, step, threefry } from './wgsl.js';

export interface Dropout {
  /** Elements. */
  readonly length: number;
  /** Share of elements that is dropped, from 0 to less than 1. */
  readonly rate: number;
  /** Second word of the random generator's key, a u32 of its own for each dropout layer of a model. */
  readonly purpose: number;
}

/**
 * Sets a random share of elements to zero and scales the others by 1 / (1 − rate).
 *
 * - `x`, `y`: f32 [length]
 *
 * The mask is drawn from (step.seed, purpose, step.step, index) and nothing else: run with `dy` for `x` and `dx` for
 * `y`, the same kernel is the backward pass.
 *
 * @example
 * ```ts
 * import { dropout } from '@shadegrad/shaders';
 *
 * const kernel = dropout({ length: 128 * 9216, rate: 0.25, purpose: 1 });
 * console.log(kernel.usesStep); // true
 * ```
 */
export function dropout({ length, rate, purpose }: Dropout): Kernel<'x' | 'y'> {
  checkSizes('dropout', { length });
  if (!(rate >= 0 && rate < 1)) {
    throw new RangeError(`dropout: rate must be at least 0 and less than 1, not ${rate}.`);
  }
  const lanes = lanesFor(length);
  return {
    name: 'dropout',
    wgsl: step + threefry + lanes.wgsl + source,
    constants: { LENGTH: length, RATE: rate, PURPOSE: purpose },
    bindings: { x: 'read', y: 'read_write' },
    usesStep: true,
    workgroups: linearGrid(length / lanes.width, 64),
    flops: 2 * length,
    bytes: 8 * length,
  };
}
