// 2-D convolution over NHWC pictures, kernel [kernel height, kernel width, channels, filters].

import type { Window2d } from '@shadegrad/shaders';
import * as v from 'valibot';
import { type Initializer, initializerSchema } from '../initializers/index.js';
import type { LayerKind } from './layer.js';
import { buildLinear } from './linear.js';
import { type ActivationName, activationName, extents, layerName, padding } from './schemas.js';
import { positiveInteger, trueOrFalse } from '../setting-schemas.js';
import type { Shape } from '../model/shape.js';
import { parseSettings } from '../settings.js';
import { windowOn } from './window.js';

const schema = v.strictObject({
  type: v.literal('conv2d'),
  name: v.optional(layerName),
  filters: positiveInteger,
  kernelSize: extents,
  strides: v.optional(extents, 1),
  padding: v.optional(padding, 'valid'),
  activation: v.optional(activationName, 'linear'),
  useBias: v.optional(trueOrFalse, true),
  kernelInitializer: v.optional(initializerSchema, 'glorotUniform'),
  biasInitializer: v.optional(initializerSchema, 'zeros'),
});

export interface Conv2dOptions {
  /** Output channels. */
  filters: number;
  /** Height and width of the window, or one number for both. */
  kernelSize: number | readonly [number, number];
  /** @default 1 */
  strides?: number | readonly [number, number];
  /** @default 'valid' */
  padding?: 'valid' | 'same';
  /** @default 'linear' */
  activation?: ActivationName;
  /** @default true */
  useBias?: boolean;
  /** @default 'glorotUniform' */
  kernelInitializer?: Initializer | Initializer['type'];
  /** @default 'zeros' */
  biasInitializer?: Initializer | Initializer['type'];
  /** @default conv2d, conv2d_1, … */
  name?: string;
}

export type Conv2dSettings = v.InferOutput<typeof schema>;

/**
 * A 2-D convolution layer, as Keras' `Conv2D`: input [height, width, channels], output [out height, out width, filters].
 *
 * @throws ShadegradError `SHADEGRAD_LAYER` where an option is missing or out of range.
 * @see https://keras.io/api/layers/convolution_layers/convolution2d/
 * @example
 * ```ts
 * import { conv2d } from '@shadegrad/core';
 *
 * conv2d({ filters: 32, kernelSize: 3, activation: 'relu' });
 * ```
 */
export function conv2d(options: Conv2dOptions): Conv2dSettings {
  return parseSettings(schema, { type: 'conv2d', ...options }, 'SHADEGRAD_LAYER', 'conv2d');
}

export const conv2dKind: LayerKind<Conv2dSettings> = {
  type: 'conv2d',
  baseName: 'conv2d',
  className: 'Conv2D',
  schema,
  outputShape(settings, input) {
    const { outHeight, outWidth } = windowOf(settings, input);
    return [outHeight, outWidth, settings.filters];
  },
  parameters(settings, input) {
    const { kernelSize, filters, useBias, kernelInitializer, biasInitializer } = settings;
    const { channels } = windowOf(settings, input);
    return [
      { name: 'kernel', shape: [...kernelSize, channels, filters], initializer: kernelInitializer },
      ...(useBias ? [{ name: 'bias', shape: [filters], initializer: biasInitializer } as const] : []),
    ];
  },
  build(settings, context, input) {
    const window = windowOf(settings, context.inputShape, context.batch);
    return buildLinear(settings, context, { ...window, filters: settings.filters }, input);
  },
};

const windowOf = (settings: Conv2dSettings, input: Shape, batch?: number): Window2d =>
  windowOn(settings.name ?? 'conv2d', { size: settings.kernelSize, ...settings }, input, batch);
