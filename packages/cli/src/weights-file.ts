// Files of weights that a person named.

import {
  decodeNetwork,
  readSafetensors,
  ShadegradError,
  type TrainedNetwork,
  type Weights,
} from '@shadegrad/core';
import { readInput, readModelFile } from './input-files.js';

/**
 * Reads a file of weights and its network.
 *
 * @param modelFile Description of the network, for a file that does not carry one.
 * @throws ShadegradError `SHADEGRAD_FILE_MISSING`, `SHADEGRAD_WEIGHTS_NO_MODEL`, and what core finds wrong.
 */
export async function readNetwork(path: string, modelFile?: string): Promise<TrainedNetwork> {
  const network = decodeNetwork(await readInput(path), path);
  const model = modelFile === undefined ? network.model : await readModelFile(modelFile);
  if (model !== undefined) return { ...network, model };
  throw new ShadegradError(
    'SHADEGRAD_WEIGHTS_NO_MODEL',
    `${path} holds weights but no description of their network.`,
    'Name it with --model FILE.json; "shadegrad inspect RUN --json" prints such a file.',
  );
}

/** Reads weights for a network that is known. */
export async function readWeights(path: string): Promise<Weights> {
  return readSafetensors(await readInput(path), path);
}
