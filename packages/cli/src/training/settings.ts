// From flags, a preset or a model file, and the data to the complete settings of a new run.

import { basename, resolve } from 'node:path';
import {
  adam,
  constantSchedule,
  modelToJson,
  parseModel,
  parseOptimizer,
  parseSchedule,
  sparseCategoricalCrossentropy,
  type Model,
  type Optimizer,
  type RunSettings,
} from '@shadegrad/core';
import type { Dataset } from '@shadegrad/data';
import { networkForData, withoutDropout } from '../network-for-data.js';
import type { TrainOptions } from '../options/train-options.js';
import { PRESETS, type Preset, type PresetName } from '../presets.js';
import { readModelBytes, readModelFile } from '../input-files.js';
import { sha256 } from '../run-folder/checksums.js';

export const DEFAULT_SEED = 42;

/** Step events that an epoch leaves in metrics.jsonl, if not told otherwise: enough for a smooth curve. */
const LOGGED_STEPS_PER_EPOCH = 50;

const DEFAULT_CADENCE = { seconds: 30 };
const DEFAULT_KEPT = 3;

/** What a run starts from, before flags change it. */
export type Basis = Omit<Preset, 'about'> & { readonly name: string };

/** A model of one's own comes with settings that suit most. */
export async function basisFromModelFile(path: string): Promise<Basis> {
  return {
    name: basename(path).replace(/\.(json|safetensors|onnx|keras|h5)$/i, ''),
    model: await readModelFile(path),
    optimizer: adam(),
    schedule: constantSchedule(),
    batchSize: 128,
    epochs: 5,
    validationSplit: 0.1,
  };
}

/** A preset, its network made to fit the pictures. */
export function basisFromPreset(name: PresetName): Basis {
  const { about: _, ...preset }: Preset = PRESETS[name];
  return { name, ...preset };
}

/** Applies the flags. `training` are the images after any limit. */
export async function newRunSettings(
  basis: Basis,
  options: TrainOptions,
  training: Dataset,
): Promise<RunSettings> {
  const { model } = basis;
  const { batchSize, microBatchSize } = batchSizes(basis, options);
  const validationSplit = options.validationSplit ?? basis.validationSplit;
  const steps = Math.ceil(Math.ceil(training.labels.length * (1 - validationSplit)) / batchSize);
  return {
    name: basis.name,
    model: shaped(model, options, training),
    optimizer: optimizerFor(basis.optimizer, options),
    schedule: options.schedule === undefined ? basis.schedule : parseSchedule(options.schedule),
    loss: sparseCategoricalCrossentropy(),
    epochs: options.epochs ?? basis.epochs,
    batchSize,
    ...(microBatchSize !== undefined && { microBatchSize }),
    seed: options.seed ?? DEFAULT_SEED,
    shuffle: options.shuffle,
    validationSplit,
    timed: basis.timed === true && validationSplit === 0,
    checkpointEvery: options.checkpointEvery ?? DEFAULT_CADENCE,
    keepCheckpoints: options.keepCheckpoints ?? DEFAULT_KEPT,
    onNan: options.onNan ?? 'stop',
    logEvery: options.logEvery ?? Math.max(1, Math.round(steps / LOGGED_STEPS_PER_EPOCH)),
    ...(options.init !== undefined && {
      init: {
        path: resolve(options.init),
        sha256: sha256(await readModelBytes(options.init)),
      },
    }),
  };
}

/** A preset's network follows the data; one's own must fit as it is. */
function shaped(model: Model, options: TrainOptions, training: Dataset): Model {
  const fitting = options.model === undefined ? networkForData(model, training) : model;
  const shapedModel = options.dropout ? fitting : withoutDropout(fitting);
  // As it will be read back from config.json, so that a resumed run writes the same bytes.
  return parseModel(modelToJson(shapedModel));
}

/** `--batch-size auto` keeps the basis' batch, and computes as much of it at once as the adapter can hold. */
export function batchSizes(
  basis: Pick<Basis, 'batchSize'>,
  { batchSize, microBatchSize }: Pick<TrainOptions, 'batchSize' | 'microBatchSize'>,
): { readonly batchSize: number; readonly microBatchSize?: number | 'auto' } {
  if (batchSize === 'auto') return { batchSize: basis.batchSize, microBatchSize: 'auto' };
  const size = batchSize ?? basis.batchSize;
  return { batchSize: size, ...(microBatchSize !== undefined && { microBatchSize }) };
}

/** Another optimizer comes with its own defaults; what is given alone changes only that. */
export function optimizerFor(
  basis: Optimizer,
  {
    optimizer,
    learningRate,
    globalClipnorm,
    emaMomentum,
  }: Partial<Pick<TrainOptions, 'optimizer' | 'learningRate' | 'globalClipnorm' | 'emaMomentum'>>,
): Optimizer {
  const given = {
    ...(learningRate !== undefined && { learningRate }),
    ...(globalClipnorm !== undefined && { globalClipnorm }),
    ...(emaMomentum !== undefined && { emaMomentum }),
  };
  if (optimizer === undefined || optimizer === basis.type) return parseOptimizer({ ...basis, ...given });
  return parseOptimizer({ type: optimizer, ...given });
}
