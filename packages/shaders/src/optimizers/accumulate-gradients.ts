// The host's side of `accumulate-gradients.wgsl`.

import { linearGrid, type Kernel } from '../kernel.js';
import { checkSizes } from '../sizes.js';
import { accumulateGradients as source, step } from '../wgsl.js';

/**
 * Adds the gradients of a micro-batch to those of the step's earlier ones; `Step.microBatch` tells the first.
 *
 * - `gradients`: f32 [length], a multiple of four
 * - `total`: f32 [length]
 *
 * @example
 * ```ts
 * import { accumulateGradients } from '@shadegrad/shaders';
 *
 * console.log(accumulateGradients({ length: 1024 }).workgroups); // [ 4, 1, 1 ]
 * ```
 */
export function accumulateGradients({ length }: { readonly length: number }): Kernel<'gradients' | 'total'> {
  checkSizes('accumulate-gradients', { length, vectors: length / 4 });
  return {
    name: 'accumulate-gradients',
    wgsl: step + source,
    constants: { LENGTH: length / 4 },
    bindings: { gradients: 'read', total: 'read_write' },
    usesStep: true,
    workgroups: linearGrid(length / 4, 64),
    flops: length,
    bytes: 12 * length,
  };
}
