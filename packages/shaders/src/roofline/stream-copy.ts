// The host's side of `stream-copy.wgsl`.

import { linearGrid, type Kernel } from '../kernel.js';
import { checkSizes } from '../sizes.js';
import { streamCopy as source } from '../wgsl.js';

export interface StreamCopy {
  /** Values, a multiple of four. */
  readonly length: number;
}

/**
 * `y = x`: timed on buffers larger than the caches, it tells the memory bandwidth that kernels get.
 * McCalpin: STREAM, Sustainable Memory Bandwidth in High Performance Computers.
 *
 * - `x`, `y`: f32 [length]
 *
 * @throws RangeError where the length is not a multiple of four.
 * @example
 * ```ts
 * import { streamCopy } from '@shadegrad/shaders';
 *
 * console.log(streamCopy({ length: 1024 }).bytes); // 8192
 * ```
 */
export function streamCopy({ length }: StreamCopy): Kernel<'x' | 'y'> {
  checkSizes('stream-copy', { length, 'length / 4': length / 4 });
  return {
    name: 'stream-copy',
    wgsl: source,
    constants: { LENGTH: length / 4 },
    bindings: { x: 'read', y: 'read_write' },
    usesStep: false,
    workgroups: linearGrid(length / 4, 64),
    flops: 0,
    bytes: 8 * length,
  };
}
