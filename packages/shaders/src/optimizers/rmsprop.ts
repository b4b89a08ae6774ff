// The host's side of `rmsprop.wgsl`.

import type { Kernel } from '../kernel.js';
import { rmsprop } from '../wgsl.js';
import { updateKernel, WITH_SLOTS, type UpdateBindings } from './update.js';

export interface RmspropUpdate {
  /** A multiple of four. */
  readonly length: number;
  readonly rho: number;
  /** From 0 to below 1; 0 keeps no slot for it. */
  readonly momentum: number;
  /** Above 0. */
  readonly epsilon: number;
  /** Divides by the deviation of the gradient in place of its root mean square. */
  readonly centered: boolean;
}

/**
 * RMSprop. `slots` holds the mean squares, then the momenta if there are any, then the means if centered.
 *
 * @example
 * ```ts
 * import { rmspropUpdate } from '@shadegrad/shaders';
 *
 * const kernel = rmspropUpdate({ length: 64, rho: 0.9, momentum: 0, epsilon: 1e-7, centered: true });
 * console.log(kernel.bytes); // 1792
 * ```
 */
export function rmspropUpdate(update: RmspropUpdate): Kernel<UpdateBindings> {
  const { length, rho, momentum, epsilon, centered } = update;
  const slots = 1 + Number(momentum > 0) + Number(centered);
  return updateKernel({
    name: 'rmsprop',
    wgsl: rmsprop,
    length,
    slots,
    constants: {
      ONE_MINUS_RHO: 1 - rho,
      MOMENTUM: momentum,
      CENTERED: Number(centered),
      EPSILON: epsilon,
    },
    flopsPerParameter: 9 + (momentum > 0 ? 2 : 0) + (centered ? 6 : 0),
    bindings: WITH_SLOTS,
  });
}
