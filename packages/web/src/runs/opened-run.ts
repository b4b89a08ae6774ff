// What the page shows of a kept run once it is open again.

import type { MetricHistory } from '../charts/metric-history.js';
import type { RunConfig, RunProgress, RunState } from '../training/run-state.js';
import { epochsOf, isModel, learningRatesOf, stepsPerEpochOf, type KeptRun } from './kept-run.js';

/** @param metrics What was measured of it. */
export function openedRun(run: KeptRun, config: RunConfig, metrics: MetricHistory): RunState {
  const { id, status, evaluation, failure } = run;
  return {
    id,
    phase: status === 'finished' ? 'finished' : 'paused',
    config,
    // Nothing is known of how a model that came in was trained.
    ...(!isModel(run) && { progress: progressOf(run, config, metrics) }),
    epochs: epochsOf(run),
    learningRates: learningRatesOf(run),
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
    epoch: Math.min(settings.epochs, (last?.epoch ?? 0) + 1),
    epochs: settings.epochs,
    loss: metrics.last('loss') ?? Number.NaN,
    accuracy: metrics.last('accuracy') ?? Number.NaN,
    learningRate: metrics.last('learningRate') ?? settings.optimizer.learningRate,
    imagesPerSecond: last?.imagesPerSecond ?? 0,
    seconds: run.seconds,
  };
}
