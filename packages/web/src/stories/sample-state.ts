// Fixed data that stories share.

import { type AdapterDescription, type EpochEnd, modelToJson } from '@shadegrad/core';
import { MetricHistory } from '../charts/metric-history.js';
import type { DataSummary } from '../data/data-state.js';
import { PRESETS } from '../network/presets.js';
import type { RunConfig, RunState } from '../training/run-state.js';
import { settingsOf } from '../training/settings.js';

export const sampleAdapter: AdapterDescription = {
  name: 'example adapter',
  vendor: 'example',
  architecture: 'example',
  driver: '',
  kind: 'hardware',
  origin: 'browser',
  reason: 'a story',
  features: [],
  limits: {},
};

const tenOf = (count: number): number[] => Array.from({ length: 10 }, (_, i) => count + 10 * ((i * 7) % 10));

export const sampleData: DataSummary = {
  name: 'mnist',
  title: 'MNIST handwritten digits',
  origin: 'beside the app',
  shape: [28, 28, 1],
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  counts: { training: tenOf(5955), test: tenOf(955) },
};

/** The small preset on MNIST. */
export const sampleRunConfig: RunConfig = {
  model: modelToJson(PRESETS.small.model),
  settings: settingsOf(PRESETS.small),
};

export const STEPS_PER_EPOCH = 100;

const epochEnd = (epoch: number): EpochEnd => ({
  type: 'epoch_end',
  epoch,
  step: STEPS_PER_EPOCH * epoch,
  loss: 0.5 / epoch,
  accuracy: 1 - 0.2 / epoch,
  validationLoss: 0.4 / epoch,
  validationAccuracy: 1 - 0.15 / epoch,
  seconds: 2.5,
  imagesPerSecond: 5120,
});

export const sampleEpochs: readonly EpochEnd[] = [1, 2, 3].map(epochEnd);

/** Three epochs of a loss that falls and wavers. */
export function sampleHistory(): MetricHistory {
  const history = new MetricHistory();
  const rows = Array.from({ length: 3 * STEPS_PER_EPOCH }, (_, i) => {
    const wave = 1 + 0.3 * Math.sin(i * 1.7) * Math.cos(i * 0.31);
    const loss = (2.3 * wave) / (1 + i / 12);
    return [i + 1, 1 + Math.floor(i / STEPS_PER_EPOCH), i * 0.025, loss, Math.exp(-loss), 0.01];
  });
  history.append(Float64Array.from(rows.flat()), sampleEpochs);
  return history;
}

export const sampleRun: RunState = {
  phase: 'running',
  epochs: sampleEpochs,
  learningRates: [{ step: 150, learningRate: 0.001 }],
  progress: {
    step: 317,
    totalSteps: 500,
    stepsPerEpoch: STEPS_PER_EPOCH,
    classes: 10,
    epoch: 4,
    epochs: 5,
    loss: 0.1234,
    accuracy: 0.9609,
    learningRate: 0.001,
    imagesPerSecond: 5120,
    seconds: 7.9,
  },
};
