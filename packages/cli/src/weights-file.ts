// Weights as safetensors files that carry the description of their network along, so that a file alone is enough to
// evaluate and to classify.

import {
  modelToJson,
  parseModel,
  readSafetensors,
  readSafetensorsMetadata,
  ShadegradError,
  writeSafetensors,
  type Model,
  type Weights,
} from '@shadegrad/core';
import * as v from 'valibot';
import { readInput, readModelFile } from './input-files.js';

const MODEL_KEY = 'shadegrad.model';
const CLASSES_KEY = 'shadegrad.classes';

export interface TrainedNetwork {
  readonly model: Model;
  readonly weights: Weights;
  /** Names of the classes; absent where the file does not say. */
  readonly classes?: readonly string[] | undefined;
}

/** The file's bytes. */
export function encodeWeights({ model, weights, classes }: TrainedNetwork): Uint8Array {
  return writeSafetensors(named(weights), {
    format: 'shadegrad',
    [MODEL_KEY]: JSON.stringify(modelToJson(model)),
    ...(classes !== undefined && { [CLASSES_KEY]: JSON.stringify(classes) }),
  });
}

/** Tensors that only this program reads again, such as an optimizer's state. */
export function encodeTensors(tensors: Weights): Uint8Array {
  return writeSafetensors(named(tensors), { format: 'shadegrad' });
}

function named(tensors: Weights) {
  return [...tensors].map(([name, { shape, data }]) => ({ name, shape, data }));
}

/**
 * Reads a file of weights and its network.
 *
 * @param modelFile Description of the network, for a file that does not carry one.
 * @throws ShadegradError `SHADEGRAD_FILE_MISSING`, `SHADEGRAD_WEIGHTS_NO_MODEL`, and what core finds wrong.
 */
export async function readNetwork(path: string, modelFile?: string): Promise<TrainedNetwork> {
  const bytes = await readInput(path);
  const weights = readSafetensors(bytes, path);
  const metadata = readSafetensorsMetadata(bytes, path);
  const described = metadata.get(MODEL_KEY);
  if (modelFile === undefined && described === undefined) {
    throw new ShadegradError(
      'SHADEGRAD_WEIGHTS_NO_MODEL',
      `${path} holds weights but no description of their network.`,
      'Name it with --model FILE.json; "shadegrad inspect RUN --json" prints such a file.',
    );
  }
  return {
    model: modelFile === undefined ? parseModel(described) : await readModelFile(modelFile),
    weights,
    classes: parseClasses(metadata.get(CLASSES_KEY)),
  };
}

/** Reads weights for a network that is known. */
export async function readWeights(path: string): Promise<Weights> {
  return readSafetensors(await readInput(path), path);
}

function parseClasses(json: string | undefined): readonly string[] | undefined {
  if (json === undefined) return undefined;
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(v.string())), json);
  return result.success ? result.output : undefined;
}
