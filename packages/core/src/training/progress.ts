// Where a run stands. Small, exact when written as JSON, and, with the weights and the optimizer's state, all that a run
// needs to go on as if it had never stopped.

import type { StepResult } from '@shadegrad/shaders';
import type { EarlyStoppingState } from './early-stopping.js';
import type { LearningRateChange } from './learning-rate.js';

export interface RunProgress {
  /** Training steps done, over all epochs. */
  step: number;
  /** Epochs that are over, validation included. */
  epoch: number;
  /** Steps done of the epoch after those; all of them where only its validation is missing. */
  stepInEpoch: number;
  /** Sums over the examples of those steps. */
  lossSum: number;
  correct: number;
  count: number;
  earlyStopping?: EarlyStoppingState;
  /** In the order of their steps; absent where the learning rate was never changed. */
  learningRates?: readonly LearningRateChange[];
  /** What `setLearningRate` asked for and no step has been taken with yet. */
  nextLearningRate?: number;
}

export function startOfRun(): RunProgress {
  return { step: 0, epoch: 0, stepInEpoch: 0, lossSum: 0, correct: 0, count: 0 };
}

/** Puts the run to another place; `progress` stays the same object. */
export function resetProgress(progress: RunProgress, place: Readonly<RunProgress>): void {
  for (const key of ['earlyStopping', 'learningRates', 'nextLearningRate'] as const) delete progress[key];
  Object.assign(progress, place);
}

/** Takes in one finished step. */
export function addStep(progress: RunProgress, { loss, correct, count }: StepResult): void {
  progress.step += 1;
  progress.stepInEpoch += 1;
  progress.lossSum += loss;
  progress.correct += correct;
  progress.count += count;
}

/** Closes the epoch. */
export function endEpoch(progress: RunProgress): void {
  Object.assign(progress, { epoch: progress.epoch + 1, stepInEpoch: 0, lossSum: 0, correct: 0, count: 0 });
}
