// What the network said of one example, as the loss kernels leave it in a buffer (`outcome.wgsl`).

/** Bytes of one outcome in a buffer. */
export const OUTCOME_BYTES = 20;

/** What the network said of one example. */
export interface ExampleOutcome {
  /** Cross-entropy; not finite if a logit was not. */
  readonly loss: number;
  /** The true class. */
  readonly truth: number;
  /** The class with the largest logit; the lowest one of equals. */
  readonly predicted: number;
  /** Classes whose logit beats the true class': 0 is a hit, less than k is a hit among the best k. */
  readonly rank: number;
  /** Probability of the predicted class. */
  readonly confidence: number;
}

/** Decodes `count` outcomes from a copy of their buffer, the first one at byte `offset`. *
 * @example
 * ```ts
 * import { OUTCOME_BYTES, readOutcomes } from '@shadegrad/shaders';
 *
 * const copyOfTheBuffer = new ArrayBuffer(100 * OUTCOME_BYTES);
 * const hits = readOutcomes(copyOfTheBuffer, 100).filter(({ truth, predicted }) => truth === predicted);
 * console.log(hits.length); // 100
 * ```
 */
export function readOutcomes(buffer: ArrayBuffer, count: number, offset = 0): ExampleOutcome[] {
  const view = new DataView(buffer, offset, count * OUTCOME_BYTES);
  return Array.from({ length: count }, (_, i) => {
    const at = i * OUTCOME_BYTES;
    return {
      loss: view.getFloat32(at, true),
      truth: view.getUint32(at + 4, true),
      predicted: view.getUint32(at + 8, true),
      rank: view.getUint32(at + 12, true),
      confidence: view.getFloat32(at + 16, true),
    };
  });
}
