// The host's side of `average-weights.wgsl`.

import { linearGrid, type Kernel } from '../kernel.js';
import { checkSizes } from '../sizes.js';
import { averageWeights as source, step } from '../wgsl.js';

export interface AverageWeights {
  /** A multiple of four. */
  readonly length: number;
  /** Share of the past in the average, from 0 to below 1; less in the first steps, which have little of it. */
  readonly momentum: number;
}

/**
 * Takes the weights that a step has made into their exponential moving average. `Step.step` counts the steps before it.
 *
 * - `weights`: f32 [length]
 * - `average`: f32 [length]
 *
 * @throws RangeError unless `length` is a positive multiple of four.
 * @see https://www.tensorflow.org/api_docs/python/tf/train/ExponentialMovingAverage, with `num_updates`
 * @example
 * ```ts
 * import { averageWeights } from '@shadegrad/shaders';
 *
 * console.log(averageWeights({ length: 1024, momentum: 0.999 }).bytes); // 12288
 * ```
 */
export function averageWeights({ length, momentum }: AverageWeights): Kernel<'weights' | 'average'> {
  checkSizes('average-weights', { length, vectors: length / 4 });
  return {
    name: 'average-weights',
    wgsl: step + source,
    constants: { LENGTH: length / 4, ONE_MINUS_MOMENTUM: 1 - momentum },
    bindings: { weights: 'read', average: 'read_write' },
    usesStep: true,
    workgroups: linearGrid(length / 4, 64),
    flops: 3 * length,
    bytes: 12 * length,
  };
}
