// The host's side of `sum-outcomes.wgsl`.

import type { Kernel } from '../kernel.js';
import { checkSizes } from '../sizes.js';
import { outcome, step, sumOutcomes as source, team } from '../wgsl.js';
import { OUTCOME_BYTES } from './outcome.js';

export interface SumOutcomes {
  /** Most outcomes that a step can have; it sums the first `step.count`. */
  readonly batch: number;
  /** How far down the ranking the true class still counts as found in `correctTopK`. Default: 5. */
  readonly topK?: number;
}

/**
 * Adds up the outcomes of a step: `results[step.slot]` becomes their `StepResult`, the same bits every time.
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
    wgsl: step + outcome + team + source,
    constants: { TOP_K: topK, TEAM: 64 },
    bindings: { outcomes: 'read', results: 'read_write' },
    usesStep: true,
    workgroups: [1, 1, 1],
    flops: 3 * batch,
    bytes: batch * OUTCOME_BYTES + RESULT_BYTES,
  };
}

/** Bytes of one `StepResult` in a buffer. */
export const RESULT_BYTES = 16;

/** What one step adds to loss and accuracy. */
export interface StepResult {
  /** Sum over the step's examples, not a mean; not finite if one of them is not. */
  readonly loss: number;
  /** Examples whose true class was predicted. */
  readonly correct: number;
  /** Examples whose true class was among the best `topK`. */
  readonly correctTopK: number;
  /** Examples of the step. */
  readonly count: number;
}

/** Decodes `count` results from a copy of their buffer, the first one at byte `offset`. *
 * @example
 * ```ts
 * import { readResults, RESULT_BYTES } from '@shadegrad/shaders';
 *
 * const copyOfTheBuffer = new ArrayBuffer(2 * RESULT_BYTES);
 * console.log(readResults(copyOfTheBuffer, 2)[1]); // { loss: 0, correct: 0, correctTopK: 0, count: 0 }
 * ```
 */
export function readResults(buffer: ArrayBuffer, count: number, offset = 0): StepResult[] {
  const view = new DataView(buffer, offset, count * RESULT_BYTES);
  return Array.from({ length: count }, (_, i) => {
    const at = i * RESULT_BYTES;
    return {
      loss: view.getFloat32(at, true),
      correct: view.getUint32(at + 4, true),
      correctTopK: view.getUint32(at + 8, true),
      count: view.getUint32(at + 12, true),
    };
  });
}
