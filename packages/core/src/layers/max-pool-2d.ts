// Max pooling over NHWC pictures.

import { maxPool2d as forwardKernel, maxPool2dBackward, type Window2d } from '@shadegrad/shaders';
import * as v from 'valibot';
import { parseSettings } from '../settings.js';
import type { LayerKind } from './layer.js';
import { extents, layerName, padding } from './schemas.js';
import { pictureShape, type Window, windowGeometry } from './window.js';

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
    const [, , channels] = pictureShape(settings.name ?? 'maxPool2d', input);
    return [...windowGeometry(settings.name ?? 'maxPool2d', windowOf(settings), input).out, channels];
  },
  parameters: () => [],
  build(settings, context, x) {
    const geometry = poolGeometry(settings, context.batch, context.inputShape);
    const outputShape = [context.batch, ...context.outputShape];
    const output = context.tensor('output', outputShape);
    const winner = context.tensor('winners', outputShape);
    context.dispatch('forward', forwardKernel(geometry), { x, y: output, winner });
    return {
      output,
      backward(dy) {
        const dx = context.tensor('gradient of input', x.shape);
        context.dispatch('backward', maxPool2dBackward(geometry), { dy, winner, dx });
        return dx;
      },
    };
  },
};

const windowOf = (settings: MaxPool2dSettings): Window => ({ size: settings.poolSize, ...settings });

function poolGeometry(settings: MaxPool2dSettings, batch: number, input: readonly number[]): Window2d {
  const [height, width, channels] = pictureShape(settings.name ?? 'maxPool2d', input);
  const { out, pad } = windowGeometry(settings.name ?? 'maxPool2d', windowOf(settings), input);
  return {
    batch,
    height,
    width,
    channels,
    kernelHeight: settings.poolSize[0],
    kernelWidth: settings.poolSize[1],
    strideY: settings.strides[0],
    strideX: settings.strides[1],
    padTop: pad[0],
    padLeft: pad[1],
    outHeight: out[0],
    outWidth: out[1],
  };
}
