// Kept runs that stories share.

import { modelToJson } from '@shadegrad/core';
import { PRESETS, type PresetName } from '../network/presets.js';
import { recordOf, type KeptRun } from '../runs/kept-run.js';
import { dataRecordOf, folderConfigOf } from '../runs/run-settings.js';
import { settingsOf } from '../training/settings.js';
import { sampleAdapter, sampleData, sampleEpochs } from './sample-state.js';

const fingerprint = { examples: 60_000, sha256: '0'.repeat(64) };

function keptRun(id: string, preset: PresetName, seed: number, change: Partial<KeptRun>): KeptRun {
  const model = modelToJson(PRESETS[preset].model);
  const config = folderConfigOf(
    { model, settings: settingsOf(PRESETS[preset], seed) },
    {
      created: new Date('2026-11-25T09:00:00Z'),
      data: dataRecordOf(sampleData, { training: fingerprint, test: fingerprint }),
      adapter: sampleAdapter,
      browser: 'a story',
    },
  );
  const events = sampleEpochs.map((epoch) => ({ schema: 1 as const, time: config.created, ...epoch }));
  return { ...recordOf(config), id, step: 300, seconds: 7.5, events, ...change };
}

const averages = { precision: 0.97, recall: 0.97, f1: 0.97 };
const evaluation = {
  accuracy: 0.9712,
  loss: 0.0934,
  correct: 9712,
  count: 10_000,
  confidenceInterval: [0.9677, 0.9743],
  classes: [],
  macroAverage: averages,
  weightedAverage: averages,
  confusionMatrix: [],
} as const;

export const sampleKeptRuns: readonly KeptRun[] = [
  keptRun('1', 'small', 42, { name: 'small', status: 'finished', evaluation }),
  keptRun('2', 'small', 7, {
    name: 'small with another seed and quite a long name that has to be cut',
    note: 'does the seed matter?',
    status: 'paused',
  }),
  keptRun('3', 'tiny', 42, {
    name: 'tiny',
    origin: 'a file',
    status: 'failed',
    failure: {
      code: 'SHADEGRAD_DIVERGED',
      message: 'The loss is no longer a number after step 12 (epoch 1, learning rate 10).',
      fix: 'Train again with a smaller learning rate.',
    },
  }),
];
