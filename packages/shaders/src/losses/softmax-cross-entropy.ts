// The host's side of the `softmax-cross-entropy*.wgsl` files: which of them make up the kernel that is asked for.

import type { Access, Kernel } from '../kernel.js';
import { OUTCOME_BYTES } from '../metrics/outcome.js';
import { checkSizes } from '../sizes.js';
import { teamGrid, teamSize } from '../team.js';
import {
  categoricalLabels,
  finite,
  outcome,
  softmaxCrossEntropy as row,
  softmaxCrossEntropyEvaluation as evaluation,
  softmaxCrossEntropyTraining as training,
  sparseLabels,
  step,
  team,
} from '../wgsl.js';

export interface SoftmaxCrossEntropy {
  readonly batch: number;
  readonly classes: number;
  /** Labels are class numbers (`sparse`, at most 256 classes) or a probability for each class (`categorical`). */
  readonly targets: 'sparse' | 'categorical';
  /** Share s of each target that is spread over all classes: t' = t·(1 − s) + s / classes. Default: 0. */
  readonly labelSmoothing?: number;
  /** `training` also makes the gradient; `evaluation` keeps the outcomes of the whole dataset. */
  readonly mode: 'training' | 'evaluation';
}

type Bindings = 'logits' | 'order' | 'labels' | 'outcomes';

/**
 * Softmax, cross-entropy, its gradient and what there is to count, from logits.
 *
 * - `logits`: f32 [batch, classes]
 * - `order`: u32 [examples]; row b of the batch is example `order[step.first + b]`
 * - `labels`: `sparse`: u8 [examples], packed into u32; `categorical`: f32 [examples, classes]
 * - `outcomes`: `OUTCOME_BYTES` each; in training [batch], in evaluation [examples], from `step.first` on
 * - `gradient`, in training: f32 [batch, classes], of the mean loss over `step.total` examples, of which the first
 *   `step.count` rows are these; 0 in the other rows
 *
 * `step.count` is at least 1. A logit that is not finite makes its example's loss NaN and its rank at least 1; the
 * predicted class stays below `classes`.
 *
 * @throws RangeError if a size is no positive integer, if labels of one byte are too few for `classes`, or if
 * `labelSmoothing` is not from 0 to 1.
 *
 * @example
 * ```ts
 * import { softmaxCrossEntropy } from '@shadegrad/shaders';
 *
 * const kernel = softmaxCrossEntropy({
 *   batch: 128,
 *   classes: 10,
 *   targets: 'sparse',
 *   labelSmoothing: 0.1,
 *   mode: 'training',
 * });
 * console.log(Object.keys(kernel.bindings).join(' ')); // logits order labels outcomes gradient
 * ```
 */
export function softmaxCrossEntropy(
  settings: SoftmaxCrossEntropy & { readonly mode: 'training' },
): Kernel<Bindings | 'gradient'>;
export function softmaxCrossEntropy(
  settings: SoftmaxCrossEntropy & { readonly mode: 'evaluation' },
): Kernel<Bindings>;
export function softmaxCrossEntropy(settings: SoftmaxCrossEntropy): Kernel<Bindings> {
  const { batch, classes, targets, labelSmoothing = 0, mode } = settings;
  checkSizes('softmax-cross-entropy', { batch, classes });
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
    throw new RangeError(`softmax-cross-entropy: labelSmoothing must be from 0 to 1, not ${labelSmoothing}.`);
  }
  if (targets === 'sparse' && classes > 256) {
    throw new RangeError(`softmax-cross-entropy: labels of one byte cannot tell ${classes} classes apart.`);
  }
  const isTraining = mode === 'training';
  const labelBytes = targets === 'sparse' ? 1 : 4 * classes;
  const bindings: Record<Bindings, Access> = {
    logits: 'read',
    order: 'read',
    labels: 'read',
    outcomes: 'read_write',
    ...(isTraining && { gradient: 'read_write' }),
  };
  return {
    name: `softmax-cross-entropy-${mode}`,
    wgsl:
      step +
      finite +
      outcome +
      team +
      (targets === 'sparse' ? sparseLabels : categoricalLabels) +
      row +
      (isTraining ? training : evaluation),
    constants: { BATCH: batch, CLASSES: classes, SMOOTHING: labelSmoothing, TEAM: teamSize(classes) },
    bindings,
    usesStep: true,
    workgroups: teamGrid(batch, classes),
    flops: batch * classes * (isTraining ? 18 : 12),
    bytes: batch * (4 * classes * (isTraining ? 2 : 1) + labelBytes + 4 + OUTCOME_BYTES),
  };
}
