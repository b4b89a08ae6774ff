// The host's side of `sum-outcomes.wgsl`.

import type { Kernel } from '../kernel.js';
import { checkSizes } from '../sizes.js';
import { finite, outcome, result, step, sumOutcomes as source, team } from '../wgsl.js';
import { OUTCOME_BYTES } from './outcome.js';
import { RESULT_BYTES } from './result.js';

export interface SumOutcomes {
  /** Most outcomes that a step can have; it sums the first `step.count`. */
  readonly batch: number;
  /** How far down the ranking the true class still counts as found in `correctTopK`. Default: 5. */
  readonly topK?: number;
}

/**
 * Adds up the outcomes of a step: `results[step.slot]` becomes their `StepResult`, the same bits every time. Whether
 * weights and gradients are finite is the update's to say, which follows.
 *
 * - `outcomes`: [batch] of `OUTCOME_BYTES` each
 * - `results`: [slots] of `RESULT_BYTES` each
 *
 * @example
 * ```ts
 * import { sumOutcomes } from '@shadegrad/shaders';
 *
 * const kernel = sumOutcomes({ batch: 128, topK: 3 });
 * console.log(kernel.workgroups); // [ 1, 1, 1 ]
 * ```
 */
export function sumOutcomes({ batch, topK = 5 }: SumOutcomes): Kernel<'outcomes' | 'results'> {
  checkSizes('sum-outcomes', { batch, topK });
  return {
    name: 'sum-outcomes',
    wgsl: step + outcome + result + finite + team + source,
    constants: { TOP_K: topK, TEAM: 64 },
    bindings: { outcomes: 'read', results: 'read_write' },
    usesStep: true,
    workgroups: [1, 1, 1],
    flops: 4 * batch,
    bytes: batch * OUTCOME_BYTES + RESULT_BYTES,
  };
}
