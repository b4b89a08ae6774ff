// What a run is, before it begins: a new one from flags, or one that goes on from its folder. Whatever can be wrong
// with what the person gave is found here, before a folder is made or a step is computed.

import { resolve } from 'node:path';
import {
  parseSchedule,
  ShadegradError,
  type AdapterDescription,
  type Model,
  type Weights,
  type RunConfig,
  type SettingChange,
  type Checkpoint,
} from '@shadegrad/core';
import type { TrainOptions } from '../options/train-options.js';
import { packageVersions } from '../package-versions.js';
import { defaultPreset } from '../presets.js';
import { readModelBytes, readModelFile } from '../input-files.js';
import { loadRunData, recordData, reloadRunData, type DataRequest, type RunData } from '../run-data.js';
import { readNewestCheckpoint } from '../run-folder/checkpoints.js';
import { sha256 } from '../run-folder/checksums.js';
import { readConfig } from '../run-folder/config.js';
import { runPaths, type RunPaths } from '../run-folder/paths.js';
import type { Surroundings } from '../terminal/output.js';
import { readWeights } from '../weights-file.js';
import { networkDifferences } from './network-difference.js';
import { settingChanges } from './setting-changes.js';
import { basisFromModelFile, basisFromPreset, newRunSettings, optimizerFor } from './settings.js';

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
  readonly checkpoint?: Checkpoint | undefined;
  /** Newer checkpoints that are damaged. */
  readonly damaged: readonly ShadegradError[];
  /** What is not as it was when the run was ended. */
  readonly changes: readonly SettingChange[];
}

/** The latest resumptions that config.json keeps. */
const MOST_RESUMPTIONS = 200;

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
      data: await recordData(data, request),
      adapter,
      versions: packageVersions(),
      resumed: [],
    },
    data,
    weights,
  };
}

/** A run that goes on in its folder, which the session has locked. */
export async function prepareResumedRun(
  folder: string,
  options: TrainOptions,
  adapter: AdapterDescription,
  surroundings: Surroundings,
  loading: Loading,
): Promise<PreparedRun> {
  const paths = runPaths(resolve(folder));
  const recorded = await readConfig(paths.config);
  if (options.model !== undefined) {
    refuseOtherNetwork(recorded.model, await readModelFile(options.model), options.model);
  }
  const damaged: ShadegradError[] = [];
  const checkpoint = await readNewestCheckpoint(paths, (error) => damaged.push(error));
  const { step, epoch } = checkpoint?.state.progress ?? { step: 0, epoch: 0 };
  const settings = changedSettings(recorded, options);
  if (settings.epochs < epoch) {
    throw new ShadegradError(
      'SHADEGRAD_OPTION_CONFLICT',
      `--epochs ${settings.epochs} is less than the ${epoch} epochs that ${folder} has done already.`,
      `Give at least ${epoch}, or start a new run.`,
    );
  }
  const now = { ...settings, adapter, versions: packageVersions() };
  const changes = settingChanges(recorded, now);
  const resumption = {
    time: new Date().toISOString(),
    step,
    command: [...surroundings.args],
    changes: [...changes],
  };
  return {
    config: { ...now, resumed: [...recorded.resumed, resumption].slice(-MOST_RESUMPTIONS) },
    data: await reloadRunData(recorded.data, { ...loading, source: options.data }, surroundings),
    weights: checkpoint === undefined ? await recordedInit(recorded) : undefined,
    resumed: { paths, checkpoint, damaged, changes },
  };
}

/** The recorded settings with those that were given for the rest of the run. */
function changedSettings(recorded: RunConfig, options: TrainOptions): RunConfig {
  const { epochs, logEvery, checkpointEvery, keepCheckpoints, onNan, learningRate, schedule } = options;
  return {
    ...recorded,
    epochs: epochs ?? recorded.epochs,
    logEvery: logEvery ?? recorded.logEvery,
    checkpointEvery: checkpointEvery ?? recorded.checkpointEvery,
    keepCheckpoints: keepCheckpoints ?? recorded.keepCheckpoints,
    onNan: onNan ?? recorded.onNan,
    optimizer: optimizerFor(recorded.optimizer, { learningRate }),
    schedule: schedule === undefined ? recorded.schedule : parseSchedule(schedule),
  };
}

function refuseOtherNetwork(recorded: Model, other: Model, path: string): void {
  const differences = networkDifferences(recorded, other);
  if (differences.length === 0) return;
  throw new ShadegradError(
    'SHADEGRAD_RUN_NETWORK',
    `${path} is another network than the run's: ${differences.join('; ')}.`,
    'Leave --model out to go on with the run’s own network, or start a new run.',
  );
}

/** The weights that `--init` named when the run began. */
async function recordedInit({ init, model }: RunConfig): Promise<Weights | undefined> {
  if (init === undefined) return undefined;
  if (sha256(await readModelBytes(init.path)) === init.sha256) return readWeights(init.path, model);
  throw new ShadegradError(
    'SHADEGRAD_RUN_INIT',
    `${init.path} has changed since the run began with it, and there is no checkpoint yet.`,
    'Restore the file, or start a new run.',
  );
}
