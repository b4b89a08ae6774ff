// The learning rate can be changed while a run goes on. Each change is part of where the run stands, with the step that
// it began at, so that the run can be resumed and repeated to the bit.

import { ShadegradError } from '../errors.js';
import type { RunProgress } from './progress.js';

/** From a step on, another base learning rate; the schedule's factor applies to it as to the first. */
export interface LearningRateChange {
  /** Training steps done before it. */
  readonly step: number;
  readonly learningRate: number;
}

/** @throws ShadegradError `SHADEGRAD_SETTINGS` where it is none. */
export function checkLearningRate(learningRate: number): void {
  if (Number.isFinite(learningRate) && learningRate >= 0) return;
  throw new ShadegradError(
    'SHADEGRAD_SETTINGS',
    `The learning rate is ${learningRate}.`,
    'Use a finite number of at least 0.',
  );
}

/** Puts the learning rate that was asked for into effect, where one was, as of the step after `step` others. */
export function settleLearningRate(progress: RunProgress, step: number): LearningRateChange | undefined {
  const { nextLearningRate, learningRates = [] } = progress;
  if (nextLearningRate === undefined) return undefined;
  const change = { step, learningRate: nextLearningRate };
  progress.learningRates = [...learningRates.filter((earlier) => earlier.step < step), change];
  delete progress.nextLearningRate;
  return change;
}

/** The base learning rate of the step after `step` others, which is `initial` before the first change. */
export function baseLearningRate(initial: number, { learningRates = [] }: RunProgress, step: number): number {
  return learningRates.findLast((change) => change.step <= step)?.learningRate ?? initial;
}
