// The host's side of `adam.wgsl`.

import type { Kernel } from '../kernel.js';
import { adam } from '../wgsl.js';
import { updateKernel, WITH_SLOTS, type UpdateBindings } from './update.js';

export interface AdamUpdate {
  /** A multiple of four. */
  readonly length: number;
  readonly beta1: number;
  readonly beta2: number;
  /** Above 0, or parameters whose gradients have all been 0 become NaN. */
  readonly epsilon: number;
  /** 0 for Adam; above 0 it is AdamW. */
  readonly weightDecay: number;
}

/**
 * Adam or AdamW. `slots` holds the first moments, then the second moments, each as long as the parameters.
 * `Step.biasCorrection` must be √(1 − β₂ᵗ) / (1 − β₁ᵗ), with t = 1 at the first step.
 *
 * @example
 * ```ts
 * import { adamUpdate } from '@shadegrad/shaders';
 *
 * const kernel = adamUpdate({ length: 1024, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0 });
 * console.log(kernel.workgroups); // [ 4, 1, 1 ]
 * ```
 */
export function adamUpdate(update: AdamUpdate): Kernel<UpdateBindings> {
  const { length, beta1, beta2, epsilon, weightDecay } = update;
  return updateKernel({
    name: 'adam',
    wgsl: adam,
    length,
    slots: 2,
    constants: {
      ONE_MINUS_BETA_1: 1 - beta1,
      ONE_MINUS_BETA_2: 1 - beta2,
      EPSILON: epsilon,
      WEIGHT_DECAY: weightDecay,
    },
    flopsPerParameter: 16,
    bindings: WITH_SLOTS,
  });
}
