// A network and its optimizer as a Python program for Keras 3.

import type { LayerSettings, Model, Optimizer } from '@shadegrad/core';

export function toKeras(model: Model, optimizer: Optimizer): string {
  const layers = model.layers.map(({ settings }) => `    layers.${kerasLayer(settings)},`);
  return [
    'import keras',
    'from keras import layers',
    '',
    'model = keras.Sequential([',
    `    keras.Input(shape=(${model.inputShape.join(', ')}${model.inputShape.length === 1 ? ',' : ''})),`,
    ...layers,
    '])',
    'model.compile(',
    `    optimizer=${kerasOptimizer(optimizer)},`,
    '    loss="sparse_categorical_crossentropy",',
    '    metrics=["accuracy"],',
    ')',
    '',
  ].join('\n');
}

function kerasLayer(settings: LayerSettings): string {
  switch (settings.type) {
    case 'conv2d':
      return call('Conv2D', [
        String(settings.filters),
        extents(settings.kernelSize),
        !isOne(settings.strides) && `strides=${extents(settings.strides)}`,
        settings.padding !== 'valid' && `padding="${settings.padding}"`,
        ...linear(settings),
      ]);
    case 'maxPool2d':
      return call('MaxPooling2D', [
        extents(settings.poolSize),
        String(settings.strides) !== String(settings.poolSize) && `strides=${extents(settings.strides)}`,
        settings.padding !== 'valid' && `padding="${settings.padding}"`,
      ]);
    case 'dense':
      return call('Dense', [String(settings.units), ...linear(settings)]);
    case 'dropout':
      return call('Dropout', [String(settings.rate)]);
    case 'activation':
      return call('Activation', [`"${settings.activation}"`]);
    case 'flatten':
      return call('Flatten', []);
    default:
      return settings satisfies never;
  }
}

const call = (name: string, options: readonly (string | false)[]): string =>
  `${name}(${options.filter(Boolean).join(', ')})`;

type Linear = Extract<LayerSettings, { type: 'conv2d' | 'dense' }>;

const linear = (settings: Linear): readonly (string | false)[] => [
  settings.activation !== 'linear' && `activation="${settings.activation}"`,
  !settings.useBias && 'use_bias=False',
  settings.kernelInitializer.type !== 'glorotUniform' &&
    `kernel_initializer=${kerasInitializer(settings.kernelInitializer)}`,
  settings.useBias &&
    settings.biasInitializer.type !== 'zeros' &&
    `bias_initializer=${kerasInitializer(settings.biasInitializer)}`,
];

const kerasInitializer = (initializer: Linear['kernelInitializer']): string =>
  initializer.type === 'constant'
    ? `keras.initializers.Constant(${initializer.value})`
    : `"${snake(initializer.type)}"`;

function kerasOptimizer({ type, ...options }: Optimizer): string {
  const classes = { sgd: 'SGD', adam: 'Adam', adamw: 'AdamW', rmsprop: 'RMSprop', adadelta: 'Adadelta' };
  const entries = Object.entries({ ...options, ...(options.emaMomentum !== undefined && { useEma: true }) });
  const given = entries.map(([name, value]) => `${kerasOption(name)}=${python(value)}`);
  return `keras.optimizers.${classes[type]}(${given.join(', ')})`;
}

const isOne = (pair: readonly number[]): boolean => pair.every((extent) => extent === 1);
const extents = ([height, width]: readonly [number, number]): string =>
  height === width ? String(height) : `(${height}, ${width})`;
const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const kerasOption = (name: string): string => snake(name).replace(/^beta(\d)$/, 'beta_$1');

function python(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
