// What the training steps of an epoch ask of the device: each step is one run of the training pass, or, where its batch
// is computed in micro-batches, one run for each of them.

import type { StepResult } from '@shadegrad/shaders';
import { biasCorrection } from '../optimizers/index.js';
import type { Plan } from '../plan/index.js';
import type { StepRequest } from '../runtime/step-queue.js';

export interface StepPlace {
  readonly seed: number;
  /** Training steps done before, over the whole run. */
  readonly step: number;
  /** Steps done before in this epoch. */
  readonly stepInEpoch: number;
  /** Examples of the epoch. */
  readonly examples: number;
  readonly learningRate: number;
}

/** The runs of one training step. */
export function stepRequests(
  { batchSize, microBatchSize, optimizer }: Plan,
  { seed, step, stepInEpoch, examples, learningRate }: StepPlace,
): readonly StepRequest[] {
  const begin = stepInEpoch * batchSize;
  const total = Math.min(batchSize, examples - begin);
  const settings = { seed, step, learningRate, biasCorrection: biasCorrection(optimizer, step), total };
  return Array.from({ length: Math.ceil(total / microBatchSize) }, (_, microBatch) => {
    const done = microBatch * microBatchSize;
    const count = Math.min(microBatchSize, total - done);
    return { ...settings, first: begin + done, count, microBatch, isPart: done + count < total };
  });
}

/** The result of a step from those of its micro-batches; what its update said is in the last. */
export function addResults(
  sum: StepResult | undefined,
  { loss, correct, correctTopK, count, notFinite }: StepResult,
): StepResult {
  const losses = (sum?.notFinite?.losses ?? 0) + (notFinite?.losses ?? 0);
  return {
    loss: loss + (sum?.loss ?? 0),
    correct: correct + (sum?.correct ?? 0),
    correctTopK: correctTopK + (sum?.correctTopK ?? 0),
    count: count + (sum?.count ?? 0),
    ...((losses > 0 || notFinite !== undefined) && { notFinite: { ...notFinite, losses } }),
  };
}
