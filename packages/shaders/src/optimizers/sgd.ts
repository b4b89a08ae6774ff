// The host's side of `sgd.wgsl` and `sgd-momentum.wgsl`.

import type { Kernel } from '../kernel.js';
import { sgd, sgdMomentum } from '../wgsl.js';
import { updateKernel, WITH_SLOTS, WITHOUT_SLOTS, type UpdateBindings } from './update.js';

/**
 * Gradient descent over `length` parameters, a multiple of four; padding must have gradient 0.
 *
 * @throws RangeError for any other length.
 *
 * @example
 * ```ts
 * import { sgdUpdate } from '@shadegrad/shaders';
 *
 * console.log(sgdUpdate({ length: 64 }).bindings); // { parameters: 'read_write', gradients: 'read', results: 'read_write' }
 * ```
 */
export function sgdUpdate({ length }: { readonly length: number }): Kernel<Exclude<UpdateBindings, 'slots'>> {
  return updateKernel({
    name: 'sgd',
    wgsl: sgd,
    length,
    slots: 0,
    constants: {},
    flopsPerParameter: 2,
    bindings: WITHOUT_SLOTS,
  });
}

export interface SgdMomentum {
  readonly length: number;
  /** From 0 to below 1. */
  readonly momentum: number;
  readonly nesterov: boolean;
}

/**
 * Gradient descent with momentum. `slots` holds the velocities, as many as parameters.
 *
 * @example
 * ```ts
 * import { sgdMomentumUpdate } from '@shadegrad/shaders';
 *
 * const kernel = sgdMomentumUpdate({ length: 64, momentum: 0.9, nesterov: true });
 * console.log(kernel.constants); // { LENGTH: 16, MOMENTUM: 0.9, NESTEROV: 1 }
 * ```
 */
export function sgdMomentumUpdate({ length, momentum, nesterov }: SgdMomentum): Kernel<UpdateBindings> {
  return updateKernel({
    name: 'sgd-momentum',
    wgsl: sgdMomentum,
    length,
    slots: 1,
    constants: { MOMENTUM: momentum, NESTEROV: Number(nesterov) },
    flopsPerParameter: nesterov ? 6 : 4,
    bindings: WITH_SLOTS,
  });
}
