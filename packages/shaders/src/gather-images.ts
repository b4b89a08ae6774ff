// The host's side of `gather-images.wgsl`.

import { linearGrid, type Kernel } from './kernel.js';
import { lanesFor } from './lanes.js';
import { checkSizes } from './sizes.js';
import { gatherImages as source, step } from './wgsl.js';

export interface GatherImages {
  readonly batch: number;
  /** Bytes of one example: height × width × channels. */
  readonly elements: number;
}

/**
 * `x[b] = images[order[step.first + b]] / 255`, a batch of examples in [0, 1]; rows from `step.count` on become zero.
 *
 * - `images`: u8 [examples, elements], packed into u32 without gaps, padded at the end to a multiple of four bytes
 * - `order`: u32 [examples]
 * - `x`: f32 [batch, elements]
 *
 * @example
 * ```ts
 * import { gatherImages } from '@shadegrad/shaders';
 *
 * const kernel = gatherImages({ batch: 128, elements: 28 * 28 });
 * console.log(kernel.bindings); // { images: 'read', order: 'read', x: 'read_write' }
 * ```
 */
export function gatherImages({ batch, elements }: GatherImages): Kernel<'images' | 'order' | 'x'> {
  checkSizes('gather-images', { batch, elements });
  const lanes = lanesFor(elements);
  return {
    name: 'gather-images',
    wgsl: step + lanes.wgsl + source,
    constants: { BATCH: batch, ELEMENTS: elements },
    bindings: { images: 'read', order: 'read', x: 'read_write' },
    usesStep: true,
    workgroups: linearGrid((batch * elements) / lanes.width, 64),
    flops: batch * elements,
    bytes: batch * (5 * elements + 4),
  };
}
