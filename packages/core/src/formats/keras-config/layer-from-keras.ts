// Layers from Keras' words, as Keras 2, Keras 3 and TensorFlow.js write them. What changes a network's outputs must be
// something that the layers here can do, else it is refused; what only steers training elsewhere (regularizers,
// constraints, seeds) is left behind.

import * as v from 'valibot';
import type { Shape } from '../../model/index.js';
import { unknownLayer } from '../errors.js';
import { fromKerasInitializer } from './initializers.js';

/** Tells what is wrong with one layer. */
type Refuse = (why: string) => Error;
type Reader = (config: unknown, refuse: Refuse, inputShape: Shape) => Readonly<Record<string, unknown>>;

const extents = v.union([v.number(), v.tuple([v.number(), v.number()])]);
const window = {
  padding: v.optional(v.string(), 'valid'),
  data_format: v.nullish(v.string(), 'channels_last'),
};
const linear = {
  activation: v.optional(v.unknown()),
  use_bias: v.optional(v.boolean(), true),
  kernel_initializer: v.optional(v.unknown()),
  bias_initializer: v.optional(v.unknown()),
};
const schemas = {
  activation: v.object({ activation: v.unknown() }),
  conv2d: v.object({
    filters: v.number(),
    kernel_size: extents,
    strides: v.optional(extents, 1),
    dilation_rate: v.nullish(extents, 1),
    groups: v.nullish(v.number(), 1),
    ...window,
    ...linear,
  }),
  dense: v.object({ units: v.number(), ...linear }),
  dropout: v.object({ rate: v.number(), noise_shape: v.nullish(v.array(v.unknown())) }),
  flatten: v.object({ data_format: window.data_format }),
  maxPool2d: v.object({ pool_size: v.optional(extents, 2), strides: v.nullish(extents), ...window }),
  relu: v.object({
    max_value: v.nullish(v.number()),
    negative_slope: v.nullish(v.union([v.number(), v.array(v.number())]), 0),
    threshold: v.nullish(v.union([v.number(), v.array(v.number())]), 0),
  }),
  softmax: v.object({ axis: v.optional(v.unknown(), -1) }),
};

/** By Keras' class; what they return goes through the layers' own schemas. */
const READERS: Readonly<Record<string, Reader>> = {
  Activation: (config, refuse) => {
    const { activation } = read(schemas.activation, config, refuse);
    return { type: 'activation', activation: activationName(activation, refuse) };
  },
  Conv2D: (config, refuse) => {
    const layer = read(schemas.conv2d, config, refuse);
    const { filters, kernel_size: kernelSize, strides, dilation_rate: dilation, groups } = layer;
    if ([dilation].flat().some((rate) => rate !== 1)) throw refuse('dilated convolutions cannot be computed');
    if (groups !== 1) throw refuse('convolutions in groups cannot be computed');
    const { padding } = channelsLast(layer, refuse);
    return { type: 'conv2d', filters, kernelSize, strides, padding, ...linearSettings(layer, refuse) };
  },
  Dense: (config, refuse) => {
    const layer = read(schemas.dense, config, refuse);
    return { type: 'dense', units: layer.units, ...linearSettings(layer, refuse) };
  },
  Dropout: (config, refuse) => {
    const { rate, noise_shape: noiseShape } = read(schemas.dropout, config, refuse);
    if (noiseShape) throw refuse('dropout with a noise shape cannot be computed');
    return { type: 'dropout', rate };
  },
  Flatten: (config, refuse) => {
    channelsLast(read(schemas.flatten, config, refuse), refuse);
    return { type: 'flatten' };
  },
  MaxPooling2D: (config, refuse) => {
    const layer = read(schemas.maxPool2d, config, refuse);
    const { pool_size: poolSize, strides } = layer;
    const { padding } = channelsLast(layer, refuse);
    return { type: 'maxPool2d', poolSize, strides: strides ?? poolSize, padding };
  },
  ReLU: (config, refuse) => {
    const { max_value: most, negative_slope: slope, threshold } = read(schemas.relu, config, refuse);
    const isPlain = (most ?? null) === null && [slope, threshold].flat().every((value) => value === 0);
    if (!isPlain) throw refuse('a ReLU with a maximum, a slope or a threshold cannot be computed');
    return { type: 'activation', activation: 'relu' };
  },
  Softmax: (config, refuse, inputShape) => {
    const [axis, ...more] = [read(schemas.softmax, config, refuse).axis].flat();
    // TensorFlow.js counts from the front.
    const isLast = more.length === 0 && (axis === -1 || axis === inputShape.length);
    if (!isLast) throw refuse('a softmax along another axis than the last cannot be computed');
    return { type: 'activation', activation: 'softmax' };
  },
};

/**
 * A layer's settings, still to be checked by its own schema; without a name.
 *
 * @param inputShape Of one example, as the layer gets it.
 * @param file What error messages call the file.
 * @throws ShadegradError `SHADEGRAD_FORMAT_LAYER` naming a layer that cannot be computed here.
 */
export function fromKerasLayer(
  className: string,
  name: string,
  config: unknown,
  inputShape: Shape,
  file: string,
): Readonly<Record<string, unknown>> {
  const layer = `the layer "${name}" (${className})`;
  const reader = Object.hasOwn(READERS, className) ? READERS[className] : undefined;
  if (reader === undefined) {
    throw unknownLayer(file, layer, `only ${Object.keys(READERS).join(', ')} can be computed`);
  }
  return reader(config, (why) => unknownLayer(file, layer, why), inputShape);
}

function read<Output>(schema: v.GenericSchema<unknown, Output>, config: unknown, refuse: Refuse): Output {
  const result = v.safeParse(schema, config);
  if (result.success) return result.output;
  throw refuse(`its ${v.getDotPath(result.issues[0]) ?? 'configuration'} is missing or malformed`);
}

function channelsLast<Layer extends { readonly data_format: string | null }>(
  layer: Layer,
  refuse: Refuse,
): Layer {
  if ((layer.data_format ?? 'channels_last') !== 'channels_last') {
    throw refuse(`its data format is ${layer.data_format}; only channels_last can be computed`);
  }
  return layer;
}

function linearSettings(
  layer: {
    readonly activation?: unknown;
    readonly use_bias: boolean;
    readonly kernel_initializer?: unknown;
    readonly bias_initializer?: unknown;
  },
  refuse: Refuse,
): Readonly<Record<string, unknown>> {
  const kernelInitializer = fromKerasInitializer(layer.kernel_initializer);
  const biasInitializer = fromKerasInitializer(layer.bias_initializer);
  return {
    activation: activationName(layer.activation ?? 'linear', refuse),
    useBias: layer.use_bias,
    ...(kernelInitializer !== undefined && { kernelInitializer }),
    ...(biasInitializer !== undefined && { biasInitializer }),
  };
}

const serializedActivation = v.object({ config: v.string() });

/** Keras writes `"relu"`, and some versions `{"class_name": "function", "config": "relu"}`. */
function activationName(activation: unknown, refuse: Refuse): string {
  const name = v.is(serializedActivation, activation) ? activation.config : activation;
  if (name === 'linear' || name === 'relu' || name === 'tanh' || name === 'sigmoid' || name === 'softmax')
    return name;
  const shown = typeof name === 'string' ? name.slice(0, 60) : 'of its own making';
  throw refuse(`its activation is ${shown}, which cannot be computed`);
}
