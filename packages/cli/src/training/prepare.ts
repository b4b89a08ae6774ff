// What a run is, before it begins: a new one from flags, or one that goes on from its folder. Whatever can be wrong
// with what the person gave is found here, before a folder is made or a step is computed.

import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { ShadegradError, type AdapterDescription, type TrainerState, type Weights } from '@shadegrad/core';
import type { TrainOptions } from '../options/train-options.js';
import { packageVersions } from '../package-versions.js';
import { defaultPreset } from '../presets.js';
import { readModelBytes } from '../input-files.js';
import { loadRunData, recordData, reloadRunData, type DataRequest, type RunData } from '../run-data.js';
import { readCheckpoint } from '../run-folder/checkpoint.js';
import { readConfig, type RunConfig } from '../run-folder/config.js';
import { assertWritable } from '../run-folder/create.js';
import { readHistory, type EpochRecord } from '../run-folder/metrics-log.js';
import { runPaths, type RunPaths } from '../run-folder/paths.js';
import type { Surroundings } from '../terminal/output.js';
import { readWeights } from '../weights-file.js';
import { basisFromModelFile, basisFromPreset, newRunSettings } from './settings.js';

export interface PreparedRun {
  readonly config: RunConfig;
  readonly data: RunData;
  /** Weights to begin with; absent to draw them from the seed. */
  readonly weights?: Weights | undefined;
  /** Present for a run that goes on. */
  readonly resumed?: ResumedRun;
}

export interface ResumedRun {
  readonly paths: RunPaths;
  /** Absent where the run was ended before its first checkpoint: it begins again. */
  readonly state?: TrainerState | undefined;
  /** Epochs up to the checkpoint. */
  readonly epochs: readonly EpochRecord[];
}

type Loading = Pick<DataRequest, 'signal' | 'onDownload'>;

/** A run that begins. */
export async function prepareNewRun(
  options: TrainOptions,
  adapter: AdapterDescription,
  surroundings: Surroundings,
  loading: Loading,
): Promise<PreparedRun> {
  const basis =
    options.model === undefined
      ? basisFromPreset(options.preset ?? defaultPreset(adapter))
      : await basisFromModelFile(options.model);
  const weights = options.init === undefined ? undefined : await readWeights(options.init, basis.model);
  const request = {
    ...loading,
    source: options.data,
    trainingLimit: options.limit ?? basis.trainingLimit,
    testLimit: options.limit,
  };
  const data = await loadRunData(request, surroundings);
  return {
    config: {
      ...(await newRunSettings(basis, options, data.training)),
      created: new Date().toISOString(),
      command: surroundings.args,
      data: recordData(data, request),
      adapter,
      versions: packageVersions(),
    },
    data,
    weights,
  };
}

/** A run that goes on in its folder. */
export async function prepareResumedRun(
  folder: string,
  options: TrainOptions,
  surroundings: Surroundings,
  loading: Loading,
): Promise<PreparedRun> {
  const paths = runPaths(resolve(folder));
  const recorded = await readConfig(paths.config);
  await assertWritable(paths.folder);
  const state = await readCheckpoint(paths.checkpoint);
  const done = state?.progress.epoch ?? 0;
  const config = { ...recorded, ...given({ epochs: options.epochs, logEvery: options.logEvery }) };
  if (config.epochs < done) {
    throw new ShadegradError(
      'SHADEGRAD_OPTION_CONFLICT',
      `--epochs ${config.epochs} is less than the ${done} epochs that ${folder} has done already.`,
      `Give at least ${done}, or start a new run.`,
    );
  }
  const data = await reloadRunData(recorded.data, { ...loading, source: options.data }, surroundings);
  const { epochs } = await readHistory(paths.metrics);
  return {
    config,
    data,
    weights: state === undefined ? await recordedInit(recorded) : undefined,
    resumed: { paths, state, epochs: epochs.filter(({ epoch }) => epoch <= done) },
  };
}

/** The weights that `--init` named when the run began. */
async function recordedInit({ init, model }: RunConfig): Promise<Weights | undefined> {
  if (init === undefined) return undefined;
  const actual = createHash('sha256')
    .update(await readModelBytes(init.path))
    .digest('hex');
  if (actual === init.sha256) return readWeights(init.path, model);
  throw new ShadegradError(
    'SHADEGRAD_RUN_INIT',
    `${init.path} has changed since the run began with it, and there is no checkpoint yet.`,
    'Restore the file, or start a new run.',
  );
}

/** Without the entries that were not given. */
function given(options: { epochs?: number | undefined; logEvery?: number | undefined }) {
  return {
    ...(options.epochs !== undefined && { epochs: options.epochs }),
    ...(options.logEvery !== undefined && { logEvery: options.logEvery }),
  };
}
