// A few training steps that leave nothing behind: some drivers compile a kernel at its first dispatch and not before,
// so who measures time lets them do it beforehand.

import { fileOrder } from '../random/index.js';
import type { ExampleSet } from '../runtime/example-set.js';
import type { Program } from '../runtime/program.js';
import type { StepQueue } from '../runtime/step-queue.js';
import type { RunProgress } from './progress.js';
import { loadState, readState } from './state.js';

/** The first step compiles; those after it show the queue how long a step takes. */
const STEPS = 3;

/** Weights and the optimizer's state are afterwards as they were. */
export async function warmUp(
  program: Program,
  queue: StepQueue,
  set: ExampleSet,
  progress: RunProgress,
): Promise<void> {
  const state = await readState(program, progress);
  const pass = program.bindPass('training', set);
  const { batchSize } = program.plan;
  set.setOrder(fileOrder(set.count));
  const step = { seed: 0, step: 0, first: 0, count: Math.min(batchSize, set.count) };
  for (let i = 0; i < STEPS; i++) {
    await queue.submit(pass, [{ ...step, learningRate: 0, biasCorrection: 1 }]);
    await queue.drain();
  }
  loadState(program, state);
}
