// From a network to a TensorFlow.js layers model: model.json and shards of weights, as `tf.loadLayersModel` takes them.
//
// https://www.tensorflow.org/js/guide/save_load

import type { Model, ModelLayer } from '../../model/index.js';
import { concatenated, toBytes } from '../float32-bytes.js';
import { toKerasLayer } from '../keras-config/layer-to-keras.js';
import type { ModelFiles, TrainedNetwork } from '../network.js';

/** As TensorFlow's own converter cuts them: browsers cache files of this size. */
const SHARD_BYTES = 4 * 2 ** 20;

/** @throws ShadegradError `SHADEGRAD_FORMAT_LAYER` naming a layer that TensorFlow.js does not have. */
export function writeTfjs({ model, weights, classes }: TrainedNetwork): ModelFiles {
  const specs = model.parameters.map(({ name, shape }) => ({ name, shape, dtype: 'float32' }));
  const tensors = model.parameters.map(({ name }) => toBytes(weights.get(name)?.data ?? new Float32Array()));
  const shards = cut(concatenated(tensors));
  const paths = shards.map((_, i) => `group1-shard${i + 1}of${shards.length}.bin`);
  const json = {
    format: 'layers-model',
    generatedBy: 'shadegrad',
    convertedBy: null,
    modelTopology: topology(model),
    weightsManifest: [{ paths, weights: specs }],
    ...(classes !== undefined && { userDefinedMetadata: { classes } }),
  };
  return new Map([
    ['model.json', new TextEncoder().encode(JSON.stringify(json))],
    ...shards.map((shard, i) => [paths[i] ?? '', shard] as const),
  ]);
}

function topology(model: Model) {
  const layers = model.layers.map((layer, i) => {
    const { className, config } = toKerasLayer(
      flattensVector(layer) ? asIdentity(layer) : layer,
      'TensorFlow.js',
    );
    const input = i === 0 && { batch_input_shape: [null, ...model.inputShape] };
    return { class_name: className, config: { ...config, dtype: 'float32', ...input } };
  });
  return { class_name: 'Sequential', config: { name: model.name, layers } };
}

/** A flatten of what is flat already, which TensorFlow.js refuses. */
const flattensVector = ({ settings, inputShape }: ModelLayer): boolean =>
  settings.type === 'flatten' && inputShape.length === 1;

const asIdentity = (layer: ModelLayer): ModelLayer => ({
  ...layer,
  settings: { type: 'activation', name: layer.name, activation: 'linear' },
});

function cut(bytes: Uint8Array<ArrayBuffer>): readonly Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: Math.ceil(bytes.length / SHARD_BYTES) }, (_, i) =>
    bytes.slice(i * SHARD_BYTES, (i + 1) * SHARD_BYTES),
  );
}
