// The host's side of `adadelta.wgsl`.

import type { Kernel } from '../kernel.js';
import { adadelta } from '../wgsl.js';
import { updateKernel, WITH_SLOTS, type UpdateBindings } from './update.js';

export interface AdadeltaUpdate {
  /** A multiple of four. */
  readonly length: number;
  readonly rho: number;
  /** Above 0. */
  readonly epsilon: number;
}

/**
 * Adadelta. `slots` holds the mean squares of the gradients, then those of the updates.
 *
 * @example
 * ```ts
 * import { adadeltaUpdate } from '@shadegrad/shaders';
 *
 * const kernel = adadeltaUpdate({ length: 64, rho: 0.95, epsilon: 1e-7 });
 * console.log(Object.keys(kernel.bindings).join(' ')); // parameters gradients slots results
 * ```
 */
export function adadeltaUpdate({ length, rho, epsilon }: AdadeltaUpdate): Kernel<UpdateBindings> {
  return updateKernel({
    name: 'adadelta',
    wgsl: adadelta,
    length,
    slots: 2,
    constants: { ONE_MINUS_RHO: 1 - rho, EPSILON: epsilon },
    flopsPerParameter: 16,
    bindings: WITH_SLOTS,
  });
}
