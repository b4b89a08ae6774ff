// Between what the page edits and what config.json says of a run: the latter is what is kept, trained from and shared
// with the command line.

import {
  modelToJson,
  parseModel,
  sparseCategoricalCrossentropy,
  type AdapterDescription,
  type DataRecord,
  type RunConfig as FolderConfig,
} from '@shadegrad/core';
import type { DataSummary } from '../data/data-state.js';
import type { RunConfig } from '../training/run-state.js';
import { version } from '../../package.json';

/** As the command line does without being told otherwise. */
const CHECKPOINT_EVERY = { seconds: 30 };
const KEPT_CHECKPOINTS = 3;

export interface Circumstances {
  readonly created: Date;
  readonly data: DataRecord;
  readonly adapter: AdapterDescription;
  /** Name and version of the browser. */
  readonly browser: string;
}

export function folderConfigOf(
  { model: json, settings }: RunConfig,
  { created, data, adapter, browser }: Circumstances,
): FolderConfig {
  const { epochs, batchSize, optimizer, schedule, validationSplit, seed, onNan } = settings;
  const model = parseModel(json);
  return {
    name: model.name,
    model,
    optimizer,
    schedule,
    loss: sparseCategoricalCrossentropy(),
    epochs,
    batchSize,
    seed,
    shuffle: true,
    validationSplit,
    timed: false,
    logEvery: 1,
    checkpointEvery: CHECKPOINT_EVERY,
    keepCheckpoints: KEPT_CHECKPOINTS,
    onNan,
    created: created.toISOString(),
    command: [],
    data,
    adapter,
    versions: { '@shadegrad/web': version, browser },
    resumed: [],
  };
}

/** What the page shows of a kept run, and edits where it is forked. */
export function runConfigFrom(config: FolderConfig): RunConfig {
  const { model, epochs, batchSize, optimizer, schedule, validationSplit, seed, onNan } = config;
  return {
    model: modelToJson(model),
    // Where it was off, its layers are not in the network any more.
    settings: { epochs, batchSize, optimizer, schedule, validationSplit, dropout: true, seed, onNan },
  };
}

type Fingerprints = Pick<DataRecord, 'training' | 'test'>;

/** What config.json says of the pictures. The command line finds them again where it can have them at all. */
export function dataRecordOf(summary: DataSummary, fingerprints: Fingerprints): DataRecord {
  const { name, title, origin, shape, classes } = summary;
  const isDrawn = origin === 'drawn';
  const { training, test } = fingerprints;
  return {
    name,
    origin: `${title}, ${origin}`,
    reload: isDrawn ? 'synthetic' : name,
    shape: [...shape],
    classes: [...classes],
    ...(isDrawn && { trainingLimit: training.examples, testLimit: test.examples }),
    training,
    test,
  };
}
