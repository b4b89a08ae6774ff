// Max pooling over NHWC pictures.

import type { Window2d } from '@shadegrad/shaders';
import * as v from 'valibot';
import type { Shape } from '../model/shape.js';
import { parseSettings } from '../settings.js';
import type { LayerKind } from './layer.js';
import { extents, layerName, padding } from './schemas.js';
import { windowOn } from './window.js';

const schema = v.pipe(
  v.strictObject({
    type: v.literal('maxPool2d'),
    name: v.optional(layerName),
    poolSize: v.optional(extents, 2),
    strides: v.optional(extents),
    padding: v.optional(padding, 'valid'),
  }),
  v.transform((settings) => ({ ...settings, strides: settings.strides ?? settings.poolSize })),
);

export interface MaxPool2dOptions {
  /** @default 2 */
  poolSize?: number | readonly [number, number];
  /** @default poolSize */
  strides?: number | readonly [number, number];
  /** @default 'valid' */
  padding?: 'valid' | 'same';
  /** @default max_pooling2d, max_pooling2d_1, … */
  name?: string;
}

export type MaxPool2dSettings = v.InferOutput<typeof schema>;

/**
 * Max pooling, as Keras' `MaxPooling2D`: input [height, width, channels], output [out height, out width, channels].
 * Where several inputs of a window are largest, the first takes the gradient.
 *
 * @throws ShadegradError `SHADEGRAD_LAYER` where an option is out of range.
 * @see https://keras.io/api/layers/pooling_layers/max_pooling2d/
 * @example
 * ```ts
 * import { maxPool2d } from '@shadegrad/core';
 *
 * maxPool2d({ poolSize: 2 });
 * ```
 */
export function maxPool2d(options: MaxPool2dOptions = {}): MaxPool2dSettings {
  return parseSettings(schema, { type: 'maxPool2d', ...options }, 'SHADEGRAD_LAYER', 'maxPool2d');
}

export const maxPool2dKind: LayerKind<MaxPool2dSettings> = {
  type: 'maxPool2d',
  baseName: 'max_pooling2d',
  className: 'MaxPooling2D',
  schema,
  outputShape(settings, input) {
    const { outHeight, outWidth, channels } = windowOf(settings, input);
    return [outHeight, outWidth, channels];
  },
  parameters: () => [],
  build(settings, context, x) {
    const window = windowOf(settings, context.inputShape, context.batch);
    const outputShape = [context.batch, ...context.outputShape];
    const output = context.tensor('output', outputShape);
    const winner = context.tensor('winners', outputShape);
    context.write({
      kind: 'max-pooling',
      label: 'forward',
      window,
      ending: {},
      reads: { x },
      writes: { y: output, winner },
    });
    return {
      output,
      backward(dy) {
        const dx = context.tensor('gradient of input', x.shape);
        context.write({
          kind: 'max-pooling-backward',
          label: 'backward',
          window,
          reads: { dy, winner },
          writes: { dx },
        });
        return dx;
      },
    };
  },
};

const windowOf = (settings: MaxPool2dSettings, input: Shape, batch?: number): Window2d =>
  windowOn(settings.name ?? 'maxPool2d', { size: settings.poolSize, ...settings }, input, batch);
