// What the page shows of a kept run once it is open again.

import type { LearningRateChange } from '@shadegrad/core';
import type { MetricHistory } from '../charts/metric-history.js';
import type { RunConfig, RunProgress, RunState } from '../training/run-state.js';
import { classesOf, epochsOf, isModel, stepsPerEpochOf, type KeptRun } from './kept-run.js';

/** What is known of a kept run once it is open. */
export interface Opened {
  readonly run: KeptRun;
  readonly config: RunConfig;
  /** What was measured of it. */
  readonly metrics: MetricHistory;
  /** What became of its learning rate, in the state that it goes on from. */
  readonly learningRates: readonly LearningRateChange[];
}

export function openedRun({ run, config, metrics, learningRates }: Opened): RunState {
  const { id, status, evaluation, failure } = run;
  return {
    id,
    phase: status === 'finished' ? 'finished' : 'paused',
    config,
    // Nothing is known of how a model that came in was trained.
    ...(!isModel(run) && { progress: progressOf(run, config, metrics) }),
    epochs: epochsOf(run),
    learningRates,
    ...(evaluation && { evaluation }),
    ...(failure && { failure }),
  };
}

function progressOf(run: KeptRun, { settings }: RunConfig, metrics: MetricHistory): RunProgress {
  const stepsPerEpoch = stepsPerEpochOf(run);
  const last = epochsOf(run).at(-1);
  return {
    step: run.step,
    totalSteps: stepsPerEpoch * settings.epochs,
    stepsPerEpoch,
    classes: classesOf(run),
    epoch: Math.min(settings.epochs, (last?.epoch ?? 0) + 1),
    epochs: settings.epochs,
    loss: metrics.last('loss') ?? Number.NaN,
    accuracy: metrics.last('accuracy') ?? Number.NaN,
    learningRate: metrics.last('learningRate') ?? settings.optimizer.learningRate,
    imagesPerSecond: last?.imagesPerSecond ?? 0,
    seconds: run.seconds,
  };
}
