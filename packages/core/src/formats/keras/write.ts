// From a network to a .keras file, laid out as Keras 3 lays out a Sequential: a zip archive with the description, the
// weights in HDF5, and who wrote it when.

import type { Model, ModelLayer } from '../../model/index.js';
import { toKerasLayer } from '../keras-config/layer-to-keras.js';
import type { TrainedNetwork } from '../network.js';
import { writeHdf5 } from './hdf5.js';
import { groupNames } from './stored-weights.js';
import { writeZip } from './zip.js';

/** The version whose files these are like; Keras 3 reads any. */
const KERAS_VERSION = '3.0.0';

const DTYPE = {
  module: 'keras',
  class_name: 'DTypePolicy',
  config: { name: 'float32' },
  registered_name: null,
} as const;

/**
 * @param date When it was saved, as metadata.json says.
 * @throws ShadegradError `SHADEGRAD_FORMAT_LAYER` naming a layer that Keras does not have.
 */
export async function writeKeras(network: TrainedNetwork, date: Date): Promise<Uint8Array<ArrayBuffer>> {
  const { classes } = network;
  const metadata = {
    keras_version: KERAS_VERSION,
    date_saved: date.toISOString().slice(0, 19).replace('T', '@'),
    ...(classes !== undefined && { shadegrad: { classes } }),
  };
  return writeZip(
    {
      'metadata.json': toBytes(metadata),
      'config.json': toBytes(configOf(network.model)),
      'model.weights.h5': await weightsOf(network),
    },
    date,
  );
}

const toBytes = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));

function configOf(model: Model) {
  const inputShape = [null, ...model.inputShape];
  return {
    module: 'keras',
    class_name: 'Sequential',
    config: {
      name: model.name,
      trainable: true,
      dtype: DTYPE,
      layers: [inputLayer(model), ...model.layers.map(layerConfig)],
      build_input_shape: inputShape,
    },
    registered_name: null,
    build_config: { input_shape: inputShape },
  };
}

function inputLayer({ inputShape, layers }: Model) {
  const isTaken = layers.some(({ name }) => name === 'input_layer');
  return {
    module: 'keras.layers',
    class_name: 'InputLayer',
    config: {
      batch_shape: [null, ...inputShape],
      dtype: 'float32',
      sparse: false,
      name: isTaken ? 'input_layer_of_model' : 'input_layer',
    },
    registered_name: null,
  };
}

function layerConfig(layer: ModelLayer) {
  const { className, config } = toKerasLayer(layer, 'Keras');
  return {
    module: 'keras.layers',
    class_name: className,
    config: { ...config, dtype: DTYPE, ...initializers(config) },
    registered_name: null,
    build_config: { input_shape: [null, ...layer.inputShape] },
  };
}

/** Keras 3 also says where a class comes from. */
function initializers(config: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    ['kernel_initializer', 'bias_initializer'].flatMap((key) => {
      const initializer = config[key];
      if (typeof initializer !== 'object' || initializer === null) return [];
      return [[key, { module: 'keras.initializers', ...initializer, registered_name: null }]];
    }),
  );
}

function weightsOf({ model, weights }: TrainedNetwork): Promise<Uint8Array<ArrayBuffer>> {
  return writeHdf5((root) => {
    const layers = root.create_group('layers');
    root.create_group('vars').create_attribute('name', model.name);
    for (const [layer, groupName] of groupNames(model)) {
      const variables = layers.create_group(groupName).create_group('vars');
      variables.create_attribute('name', layer.name);
      layer.parameters.forEach(({ name, shape }, i) => {
        const data = weights.get(name)?.data ?? new Float32Array();
        variables.create_dataset({ name: String(i), data, shape: [...shape] });
      });
    }
  });
}
