// Where the weights lie in HDF5 files of Keras.
//
// Keras 3, in .keras and .weights.h5:   layers/conv2d/vars/0, layers/conv2d/vars/1, layers/conv2d_1/vars/0, …
//   by class and count, whatever the layers are called; Keras 2.12 to 2.15 said _layer_checkpoint_dependencies.
// Keras 2, in .h5:   conv2d/conv2d/kernel:0, conv2d/conv2d/bias:0, … in `model_weights` or in the root; attributes
//   `layer_names` and `weight_names` have the order.

import { kindOf } from '../../layers/index.js';
import type { Model, ModelLayer } from '../../model/index.js';
import type { Weights } from '../../training/weights.js';
import { damaged, wrongWeights } from '../errors.js';
import { matchWeights, type StoredTensor } from '../keras-config/match-weights.js';
import type { Hdf5Group } from './hdf5.js';

/**
 * The weights of `model` from an HDF5 file, matched by order and shape.
 *
 * @throws ShadegradError `SHADEGRAD_FORMAT_WEIGHTS` where they do not fit the model, `SHADEGRAD_FORMAT_DAMAGED` where
 *   there are none.
 */
export function readStoredWeights(root: Hdf5Group, model: Model, file: string): Weights {
  const containers = ['layers', '_layer_checkpoint_dependencies'].map((name) => root.group(name));
  const container = containers.find((group) => group !== undefined);
  if (container !== undefined) return matchWeights(model, byClass(container, model, file), file);
  const legacy = root.group('model_weights') ?? root;
  if (legacy.texts('layer_names').length > 0 || legacy.texts('layer_names0').length > 0) {
    return matchWeights(model, byOrder(legacy, model, file), file);
  }
  throw damaged(file, 'Keras', 'no weights are where Keras keeps them');
}

/** Keras' name of each layer's group: its class in snake case, and a count from the second on. */
export function groupNames(model: Model): ReadonlyMap<ModelLayer, string> {
  const counts = new Map<string, number>();
  return new Map(
    model.layers.map((layer) => {
      const { baseName } = kindOf(layer.settings);
      const count = counts.get(baseName) ?? 0;
      counts.set(baseName, count + 1);
      return [layer, count === 0 ? baseName : `${baseName}_${count}`];
    }),
  );
}

type StoredOf = (layer: ModelLayer) => readonly StoredTensor[];

function byClass(container: Hdf5Group, model: Model, file: string): StoredOf {
  const stored = new Map(
    container.keys().flatMap((name) => {
      const variables = container.group(name)?.group('vars');
      const keys = variables?.keys().toSorted((a, b) => Number(a) - Number(b)) ?? [];
      const tensors = keys.flatMap((key) => variables?.tensor(key) ?? []);
      return tensors.length === 0 ? [] : [[name, tensors] as const];
    }),
  );
  const names = groupNames(model);
  const wanted = new Set(model.layers.filter(hasWeights).map((layer) => names.get(layer)));
  const extra = [...stored.keys()].find((name) => !wanted.has(name));
  if (extra !== undefined)
    throw wrongWeights(file, `it has weights of a layer "${extra}", which the network lacks`);
  return (layer) => stored.get(names.get(layer) ?? '') ?? [];
}

function byOrder(group: Hdf5Group, model: Model, file: string): StoredOf {
  const stored = attributeInParts(group, 'layer_names').flatMap((layerName) => {
    const layer = group.group(layerName);
    const weightNames = layer === undefined ? [] : attributeInParts(layer, 'weight_names');
    const tensors = weightNames.map((name) => layer?.tensor(name));
    if (tensors.length === 0) return [];
    return [
      tensors.map((tensor, i) => {
        if (tensor === undefined)
          throw damaged(file, 'Keras', `"${layerName}/${weightNames[i] ?? ''}" is missing`);
        return tensor;
      }),
    ];
  });
  const layers = model.layers.filter(hasWeights);
  if (stored.length !== layers.length) {
    throw wrongWeights(
      file,
      `it has weights of ${stored.length} layers, where the network has ${layers.length} with weights`,
    );
  }
  return (layer) => stored[layers.indexOf(layer)] ?? [];
}

const hasWeights = ({ parameters }: ModelLayer): boolean => parameters.length > 0;

/** Keras splits a list that is too long for an attribute into several, numbered from 0. */
function attributeInParts(group: Hdf5Group, name: string): readonly string[] {
  const whole = group.texts(name);
  if (whole.length > 0) return whole;
  const parts: string[] = [];
  for (let i = 0; ; i++) {
    const part = group.texts(`${name}${i}`);
    if (part.length === 0) return parts;
    parts.push(...part);
  }
}
