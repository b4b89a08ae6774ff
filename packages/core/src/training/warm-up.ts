// A few training steps that leave nothing behind: some drivers compile a kernel at its first dispatch and not before,
// so who measures time lets them do it beforehand.

import { fileOrder } from '../random/index.js';
import type { Program } from '../runtime/program.js';
import type { StepQueue } from '../runtime/step-queue.js';
import { type Dataset, exampleCount, sliceDataset } from './examples.js';
import type { RunProgress } from './progress.js';
import { loadState, readState } from './state.js';
import { uploadDataset } from './upload.js';

/** The first step compiles; those after it show the queue how long a step takes. */
const STEPS = 3;

/** Computes on the first examples of `dataset`; weights and the optimizer's state are afterwards as they were. */
export async function warmUp(
  program: Program,
  queue: StepQueue,
  dataset: Dataset,
  progress: RunProgress,
): Promise<void> {
  const { microBatchSize } = program.plan;
  const count = Math.min(microBatchSize, exampleCount(dataset));
  const set = await uploadDataset(program, sliceDataset(dataset, 0, count));
  try {
    const state = await readState(program, progress);
    const pass = program.bindPass('training', set);
    set.setOrder(fileOrder(count));
    const step = { seed: 0, step: 0, first: 0, count, learningRate: 0, biasCorrection: 1 };
    for (let i = 0; i < STEPS; i++) {
      await queue.submit(pass, [step]);
      await queue.drain();
    }
    loadState(program, state);
  } finally {
    set.destroy();
  }
}
