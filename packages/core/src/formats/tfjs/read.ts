// From a TensorFlow.js layers model to a network: what `model.save` writes, and what TensorFlow's converter makes of a
// Keras file.

import { size } from '../../model/index.js';
import { damaged } from '../errors.js';
import { concatenated, fromBytes } from '../float32-bytes.js';
import { matchWeights, type StoredTensor } from '../keras-config/match-weights.js';
import { modelFromKeras } from '../keras-config/model-from-keras.js';
import type { ModelFiles, TrainedNetwork } from '../network.js';
import { type ManifestEntry, readManifest } from './manifest.js';

/**
 * @param files `model.json` and the shards that it names.
 * @param json The name of model.json among `files`.
 * @throws ShadegradError `SHADEGRAD_FORMAT_DAMAGED`, `SHADEGRAD_FORMAT_SIZE`, `SHADEGRAD_FORMAT_LAYER`,
 *   `SHADEGRAD_FORMAT_WEIGHTS`.
 */
export function readTfjs(files: ModelFiles, json: string): TrainedNetwork {
  const manifest = readManifest(files.get(json) ?? new Uint8Array(), json);
  const { model, originalNames } = modelFromKeras(manifest.topology, json, 'TensorFlow.js');
  const groups = manifest.groups.map((names) => concatenated(names.map((name) => shard(files, name, json))));
  const stored = (entry: ManifestEntry): StoredTensor => ({
    ...entry,
    read: () => numbers(groups[entry.group], entry, json),
  });
  const weights = matchWeights(
    model,
    ({ name }) => {
      const original = originalNames.get(name);
      return manifest.entries.filter((entry) => layerOf(entry) === original).map(stored);
    },
    json,
  );
  return { model, weights, classes: manifest.classes };
}

/** `conv2d` of `conv2d/kernel`. */
const layerOf = ({ name }: ManifestEntry): string | undefined => name.split('/').at(-2);

function shard(files: ModelFiles, name: string, json: string): Uint8Array {
  const bytes = files.get(name);
  if (bytes === undefined) throw damaged(json, 'TensorFlow.js', `its weights in "${name}" are missing`);
  return bytes;
}

function numbers(
  bytes: Uint8Array<ArrayBuffer> | undefined,
  { name, shape, offset }: ManifestEntry,
  json: string,
): Float32Array<ArrayBuffer> {
  const length = size(shape);
  if (bytes === undefined || offset + 4 * length > bytes.length) {
    throw damaged(json, 'TensorFlow.js', `its weights end before "${name}"`);
  }
  return fromBytes(bytes.subarray(offset, offset + 4 * length));
}
