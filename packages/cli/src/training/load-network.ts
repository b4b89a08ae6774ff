// A trained network from what the person named: a run folder, or a model file of any format.

import { join } from 'node:path';
import { ShadegradError, type RunConfig } from '@shadegrad/core';
import type { TrainedNetwork } from '@shadegrad/core/formats';
import { TFJS_DESCRIPTION } from '../input-files.js';
import { isFolder } from '../is-folder.js';
import { exists } from '../run-folder/atomic.js';
import { readBest, readNewestCheckpoint } from '../run-folder/checkpoints.js';
import { readConfig } from '../run-folder/config.js';
import { runPaths } from '../run-folder/paths.js';
import { readNetwork } from '../weights-file.js';

export interface LoadedNetwork extends TrainedNetwork {
  /** Present for a run folder. */
  readonly config?: RunConfig;
}

export interface NetworkChoice {
  /** Description of the network, for a file of weights without one. */
  readonly model?: string | undefined;
  readonly best: boolean;
}

/** @throws ShadegradError `SHADEGRAD_RUN_…`, `SHADEGRAD_FILE_…`, `SHADEGRAD_SAFETENSORS_…`, `SHADEGRAD_FORMAT_…`, `SHADEGRAD_WEIGHTS…`. */
export async function loadNetwork(path: string, { model, best }: NetworkChoice): Promise<LoadedNetwork> {
  if (!(await isRunFolder(path))) return readNetwork(path, model);
  const paths = runPaths(path);
  const config = await readConfig(paths.config);
  const weights = best ? await readBest(paths) : (await readNewestCheckpoint(paths))?.state.weights;
  if (weights === undefined) {
    throw new ShadegradError(
      'SHADEGRAD_RUN_UNTRAINED',
      best ? `${path} has no best weights: nothing was validated yet.` : `${path} has no checkpoint yet.`,
      `Train it ${best ? 'further' : 'first'}: shadegrad train --resume ${path}`,
    );
  }
  return { config, model: config.model, weights, classes: config.data.classes };
}

/** A folder is a run's, unless it holds a TensorFlow.js model. */
export async function isRunFolder(path: string): Promise<boolean> {
  return (await isFolder(path)) && !(await exists(join(path, TFJS_DESCRIPTION)));
}
