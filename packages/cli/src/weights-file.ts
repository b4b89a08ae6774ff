// Weights in files: shadegrad's own safetensors, which carry the description of their network along, and those of other
// programs.

import { readSafetensors, type Model, type Weights } from '@shadegrad/core';
import { detectFormat, importModel, type TrainedNetwork } from '@shadegrad/core/formats';
import { readModelFile, readModelFiles } from './input-files.js';

/**
 * Reads a file of any format: weights and their network.
 *
 * @param modelFile Description of the network, for a file that does not carry one.
 * @throws ShadegradError `SHADEGRAD_FILE_MISSING`, `SHADEGRAD_WEIGHTS_NO_MODEL`, and what `importModel` throws.
 */
export async function readNetwork(path: string, modelFile?: string): Promise<TrainedNetwork> {
  const model = modelFile === undefined ? undefined : await readModelFile(modelFile);
  return importModel(await readModelFiles(path), { model });
}

/** Reads weights for a network that is known; a file of another program may call its layers otherwise. */
export async function readWeights(path: string, model: Model): Promise<Weights> {
  const files = await readModelFiles(path);
  const [[name, bytes] = [path, new Uint8Array()]] = files;
  if (detectFormat(bytes, name) === 'safetensors') return readSafetensors(bytes, name);
  const imported = await importModel(files, { model });
  return new Map(
    [...imported.weights].map(([tensor, value], i) => [model.parameters[i]?.name ?? tensor, value]),
  );
}
