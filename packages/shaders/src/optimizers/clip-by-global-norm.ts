// The host's side of `global-norm.wgsl` and `clip-by-global-norm.wgsl`.

import { linearGrid, type Kernel } from '../kernel.js';
import { clipByGlobalNorm as clip, finite, globalNorm, team } from '../wgsl.js';

/** Most parts that the second pass can add up: one for each invocation of a workgroup. */
const MOST_PARTS = 64;
/** Fewer gradients than this, in vec4, are no part of their own. */
const LEAST_VECTORS_OF_A_PART = 1024;

export interface ClipByGlobalNorm {
  /** Gradients, padding included: a multiple of four; padding must be 0. */
  readonly length: number;
  /** Largest norm that is left as it is; above 0. */
  readonly maxNorm: number;
}

export interface ClipKernels {
  /** Sums squares in parts. */
  readonly measure: Kernel<'gradients' | 'parts'>;
  /** Adds up the parts and scales the gradients. */
  readonly clip: Kernel<'gradients' | 'parts'>;
  /** f32 in `parts`. */
  readonly partsLength: number;
}

/**
 * Scales gradients, in place and all by the same factor, so that the Euclidean norm of all of them together is at most
 * `maxNorm`; two dispatches, one after the other.
 *
 * - `gradients`: f32 [length]
 * - `parts`: f32 [partsLength], what the first leaves for the second
 *
 * @throws RangeError unless `length` is a positive multiple of four and `maxNorm` above 0.
 * @see https://www.tensorflow.org/api_docs/python/tf/clip_by_global_norm
 * @example
 * ```ts
 * import { clipByGlobalNorm } from '@shadegrad/shaders';
 *
 * const { measure, clip } = clipByGlobalNorm({ length: 1_200_000, maxNorm: 1 });
 * console.log(measure.workgroups, clip.workgroups); // [ 64, 1, 1 ] [ 4688, 1, 1 ]
 * ```
 */
export function clipByGlobalNorm({ length, maxNorm }: ClipByGlobalNorm): ClipKernels {
  if (!Number.isSafeInteger(length) || length < 4 || length % 4 !== 0) {
    throw new RangeError(`clip-by-global-norm: length must be a positive multiple of four, not ${length}.`);
  }
  if (!(maxNorm > 0)) throw new RangeError(`clip-by-global-norm: maxNorm must be above 0, not ${maxNorm}.`);
  const vectors = length / 4;
  const parts = Math.min(MOST_PARTS, Math.ceil(vectors / LEAST_VECTORS_OF_A_PART));
  const constants = { LENGTH: vectors, PARTS: parts, TEAM: 64 };
  return {
    measure: {
      name: 'global-norm',
      wgsl: team + globalNorm,
      constants,
      bindings: { gradients: 'read', parts: 'read_write' },
      usesStep: false,
      workgroups: [parts, 1, 1],
      flops: 4 * length,
      bytes: 4 * length + 8 * parts,
    },
    clip: {
      name: 'clip-by-global-norm',
      wgsl: finite + team + clip,
      constants: { ...constants, MAX_NORM: maxNorm },
      bindings: { gradients: 'read_write', parts: 'read' },
      usesStep: false,
      workgroups: linearGrid(vectors, 64),
      flops: length,
      bytes: 8 * length + 8 * parts,
    },
    partsLength: 2 * parts,
  };
}
