// Layers in Keras' words: the part of a layer's configuration that Keras 2, Keras 3 and TensorFlow.js agree on.

import { kindOf, type LayerSettings, type LayerType } from '../../layers/index.js';
import type { ModelLayer } from '../../model/index.js';
import { cannotSay } from '../errors.js';
import { toKerasInitializer } from './initializers.js';

export interface KerasLayer {
  /** `Conv2D` */
  readonly className: string;
  /** In snake case, as Keras writes it. */
  readonly config: Readonly<Record<string, unknown>>;
}

type SettingsOf<Type extends LayerType> = Extract<LayerSettings, { readonly type: Type }>;
type Writers = { readonly [Type in LayerType]?: (settings: SettingsOf<Type>) => Record<string, unknown> };

/** A layer that has no line here is refused. */
const WRITERS: Writers = {
  activation: ({ activation }) => ({ activation }),
  conv2d: (settings) => ({
    filters: settings.filters,
    kernel_size: settings.kernelSize,
    strides: settings.strides,
    padding: settings.padding,
    data_format: 'channels_last',
    dilation_rate: [1, 1],
    groups: 1,
    ...linear(settings),
    activity_regularizer: null,
  }),
  dense: (settings) => ({ units: settings.units, ...linear(settings) }),
  dropout: ({ rate }) => ({ rate, seed: null, noise_shape: null }),
  flatten: () => ({ data_format: 'channels_last' }),
  maxPool2d: ({ poolSize, strides, padding }) => ({
    pool_size: poolSize,
    strides,
    padding,
    data_format: 'channels_last',
  }),
};

/**
 * @param format What the error calls the format.
 * @throws ShadegradError `SHADEGRAD_FORMAT_LAYER` naming a layer that the format cannot say.
 */
export function toKerasLayer({ name, settings }: ModelLayer, format: string): KerasLayer {
  const config = configOf(settings);
  if (config === undefined) throw cannotSay(format, name, settings.type);
  return { className: kindOf(settings).className, config: { name, trainable: true, ...config } };
}

/** Generic, so that the compiler sees that settings and writer belong together. */
function configOf<Type extends LayerType>(
  settings: SettingsOf<Type> & { readonly type: Type },
): Record<string, unknown> | undefined {
  const write: ((settings: SettingsOf<Type>) => Record<string, unknown>) | undefined = WRITERS[settings.type];
  return write?.(settings);
}

/** What convolution and dense layers have in common. */
function linear(settings: SettingsOf<'conv2d'> | SettingsOf<'dense'>): Record<string, unknown> {
  return {
    activation: settings.activation,
    use_bias: settings.useBias,
    kernel_initializer: toKerasInitializer(settings.kernelInitializer),
    bias_initializer: toKerasInitializer(settings.biasInitializer),
    kernel_regularizer: null,
    bias_regularizer: null,
    kernel_constraint: null,
    bias_constraint: null,
  };
}
