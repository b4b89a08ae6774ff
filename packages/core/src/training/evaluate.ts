// One pass over labelled examples without learning from them.

import { readOutcomes } from '@shadegrad/shaders';
import type { Outcome } from '../metrics/evaluation.js';
import { readBuffer } from '../runtime/buffers.js';
import type { ExampleSet } from '../runtime/example-set.js';
import type { BoundPass, Program } from '../runtime/program.js';
import type { StepQueue, StepRequest } from '../runtime/step-queue.js';

/** Examples on the device and the evaluation pass bound to them. */
export interface EvaluationTask {
  readonly set: ExampleSet;
  readonly pass: BoundPass;
}

export interface Scores {
  /** `confusion[truth][predicted]` in examples. */
  readonly confusion: readonly (readonly number[])[];
  /** One for each example, in the set's order. */
  readonly outcomes: readonly (Outcome & { readonly rank: number })[];
}

/**
 * Evaluates all examples of a set.
 *
 * @throws the signal's reason once it is aborted; the device is idle then.
 */
export async function runEvaluation(
  program: Program,
  queue: StepQueue,
  { set, pass }: EvaluationTask,
  signal?: AbortSignal,
  onProgress?: (done: number) => void,
): Promise<Scores> {
  const { device } = program.gpu;
  const { microBatchSize, model } = program.plan;
  const classes = model.outputShape[0] ?? 0;
  const counts = program.buffer('confusion matrix');
  device.queue.writeBuffer(counts, 0, new Uint32Array(classes * classes));

  for (let first = 0; first < set.count;) {
    if (signal?.aborted) {
      await queue.drain();
      signal.throwIfAborted();
    }
    const steps: StepRequest[] = [];
    for (let i = queue.stepsPerSubmit; i > 0 && first < set.count; i--) {
      const count = Math.min(microBatchSize, set.count - first);
      steps.push({ seed: 0, step: 0, first, count, learningRate: 0, biasCorrection: 1 });
      first += count;
    }
    await queue.submit(pass, steps, (step) => onProgress?.(step.first + step.count));
  }
  await queue.drain();

  const outcomeBuffer = set.buffers.get('outcomes');
  if (outcomeBuffer === undefined) throw new Error('the set of examples has no room for outcomes');
  const matrix = new Uint32Array(await readBuffer(device, counts));
  const outcomes = readOutcomes(await readBuffer(device, outcomeBuffer), set.count);
  return {
    confusion: Array.from({ length: classes }, (_, truth) => [
      ...matrix.subarray(truth * classes, (truth + 1) * classes),
    ]),
    outcomes: outcomes.map((outcome, index) => ({ index, ...outcome })),
  };
}
