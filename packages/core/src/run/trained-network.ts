// Weights as safetensors files that carry the description of their network along, so that a file alone is enough to
// evaluate and to classify.

import * as v from 'valibot';
import { readSafetensors, readSafetensorsMetadata, writeSafetensors } from '../formats/index.js';
import { modelToJson, parseModel, type Model } from '../model/index.js';
import type { Weights } from '../training/weights.js';

const MODEL_KEY = 'shadegrad.model';
const CLASSES_KEY = 'shadegrad.classes';

export interface TrainedNetwork {
  readonly model: Model;
  readonly weights: Weights;
  /** Names of the classes; absent where the file does not say. */
  readonly classes?: readonly string[] | undefined;
}

/** The bytes of a safetensors file. */
export function encodeNetwork({ model, weights, classes }: TrainedNetwork): Uint8Array<ArrayBuffer> {
  return writeSafetensors(named(weights), {
    format: 'shadegrad',
    [MODEL_KEY]: JSON.stringify(modelToJson(model)),
    ...(classes !== undefined && { [CLASSES_KEY]: JSON.stringify(classes) }),
  });
}

/** Tensors that only this program reads again, such as an optimizer's state. */
export function encodeTensors(tensors: Weights): Uint8Array<ArrayBuffer> {
  return writeSafetensors(named(tensors), { format: 'shadegrad' });
}

function named(tensors: Weights) {
  return [...tensors].map(([name, { shape, data }]) => ({ name, shape, data }));
}

/**
 * Reads a safetensors file.
 *
 * @param file Its name, for errors.
 * @returns The network without its model where the file does not describe it.
 * @throws ShadegradError `SHADEGRAD_SAFETENSORS_…`, `SHADEGRAD_MODEL…`.
 */
export function decodeNetwork(
  bytes: Uint8Array,
  file: string,
): Omit<TrainedNetwork, 'model'> & { readonly model: Model | undefined } {
  const weights = readSafetensors(bytes, file);
  const metadata = readSafetensorsMetadata(bytes, file);
  const described = metadata.get(MODEL_KEY);
  return {
    model: described === undefined ? undefined : parseModel(described),
    weights,
    classes: parseClasses(metadata.get(CLASSES_KEY)),
  };
}

function parseClasses(json: string | undefined): readonly string[] | undefined {
  if (json === undefined) return undefined;
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(v.string())), json);
  return result.success ? result.output : undefined;
}
