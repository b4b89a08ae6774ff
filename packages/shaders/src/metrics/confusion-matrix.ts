// The host's side of `confusion-matrix.wgsl`.

import { linearGrid, type Kernel } from '../kernel.js';
import { checkSizes } from '../sizes.js';
import { confusionMatrix as source, outcome, step } from '../wgsl.js';

export interface ConfusionMatrix {
  /** Most outcomes that one dispatch counts: a batch of an evaluation, or the whole dataset at once. */
  readonly batch: number;
  readonly classes: number;
}

/**
 * Counts `outcomes[step.first]` to `outcomes[step.first + step.count - 1]` into a confusion matrix.
 *
 * - `outcomes`: [examples] of `OUTCOME_BYTES` each, as an evaluation left them
 * - `counts`: u32 [classes, classes], rows are the true classes; the host clears it, each dispatch adds to it
 *
 * @example
 * ```ts
 * import { confusionMatrix } from '@shadegrad/shaders';
 *
 * const kernel = confusionMatrix({ batch: 10_000, classes: 10 });
 * console.log(kernel.bindings); // { outcomes: 'read', counts: 'read_write' }
 * ```
 */
export function confusionMatrix({ batch, classes }: ConfusionMatrix): Kernel<'outcomes' | 'counts'> {
  checkSizes('confusion-matrix', { batch, classes });
  return {
    name: 'confusion-matrix',
    wgsl: step + outcome + source,
    constants: { CLASSES: classes },
    bindings: { outcomes: 'read', counts: 'read_write' },
    usesStep: true,
    workgroups: linearGrid(batch, 64),
    flops: 0,
    bytes: 8 * batch + 4 * classes * classes,
  };
}
