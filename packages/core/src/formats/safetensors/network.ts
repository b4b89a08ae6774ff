// A safetensors file that carries the description of its network along, so that the file alone is enough to evaluate and
// to classify. This is shadegrad's own format.

import { modelToJson, parseModel, type Model } from '../../model/index.js';
import type { Weights } from '../../training/weights.js';
import { noModel } from '../errors.js';
import { parseClassesText } from '../json.js';
import type { TrainedNetwork } from '../network.js';
import { readSafetensors, readSafetensorsMetadata, writeSafetensors } from './safetensors.js';

const MODEL_KEY = 'shadegrad.model';
const CLASSES_KEY = 'shadegrad.classes';

/**
 * A network as a safetensors file: tensors are called `conv2d/kernel`, `conv2d/bias`, …; the metadata hold the model as
 * JSON (`shadegrad.model`) and the names of the classes (`shadegrad.classes`). Equal networks make equal bytes.
 *
 * @example
 * ```ts
 * import { dense, initialWeights, sequential, writeSafetensorsNetwork } from '@shadegrad/core';
 *
 * const model = sequential({ inputShape: [4], layers: [dense({ units: 3, activation: 'softmax' })] });
 * const file = writeSafetensorsNetwork({ model, weights: initialWeights(model, 42) });
 * console.log(file.length > 60); // true
 * ```
 */
export function writeSafetensorsNetwork({
  model,
  weights,
  classes,
}: TrainedNetwork): Uint8Array<ArrayBuffer> {
  return writeSafetensors(namedTensors(weights), {
    format: 'shadegrad',
    [MODEL_KEY]: JSON.stringify(modelToJson(model)),
    ...(classes !== undefined && { [CLASSES_KEY]: JSON.stringify(classes) }),
  });
}

/**
 * Reads what `writeSafetensorsNetwork` wrote, or the weights of `model` from any safetensors file with its names.
 *
 * @param file What error messages call the file.
 * @param model The network, for a file that does not carry its description; it goes before one that does.
 * @throws ShadegradError `SHADEGRAD_WEIGHTS_NO_MODEL` where the network is not known, and what `readSafetensors` and
 *   `parseModel` throw.
 */
export function readSafetensorsNetwork(bytes: Uint8Array, file?: string, model?: Model): TrainedNetwork {
  const weights = readSafetensors(bytes, file);
  const metadata = readSafetensorsMetadata(bytes, file);
  const described = metadata.get(MODEL_KEY);
  if (model === undefined && described === undefined) throw noModel(file ?? 'The file');
  return {
    model: model ?? parseModel(described),
    weights,
    classes: parseClassesText(metadata.get(CLASSES_KEY)),
  };
}

/** Weights as `writeSafetensors` takes them. */
export function namedTensors(weights: Weights) {
  return [...weights].map(([name, { shape, data }]) => ({ name, shape, data }));
}
