// How a window walks over a picture: what convolution and pooling share.

import { window2d, type Window2d } from '@shadegrad/shaders';
import { ShadegradError } from '../errors.js';
import { formatShape, type Shape } from '../model/shape.js';

export interface WindowSettings {
  readonly size: readonly [height: number, width: number];
  readonly strides: readonly [y: number, x: number];
  /** `valid`: windows lie inside of the picture. `same`: as many outputs as strides fit, zeros beyond the edges. */
  readonly padding: 'valid' | 'same';
}

/**
 * The window's geometry on `batch` pictures of the input's shape.
 *
 * @throws ShadegradError `SHADEGRAD_MODEL_SHAPE` where the input is no picture or is smaller than a 'valid' window.
 */
export function windowOn(layer: string, settings: WindowSettings, input: Shape, batch = 1): Window2d {
  const { size, strides, padding } = settings;
  const [height, width, channels] = pictureShape(layer, input);
  if (padding === 'valid' && (size[0] > height || size[1] > width)) {
    throw new ShadegradError(
      'SHADEGRAD_MODEL_SHAPE',
      `${layer}: a window of ${formatShape(size)} does not fit into its input of ${formatShape(input)}.`,
      'Make the window smaller, use padding "same", or remove a pooling layer before it.',
    );
  }
  return window2d({ batch, height, width, channels, kernelSize: size, strides, padding });
}

/** The input as [height, width, channels]. */
function pictureShape(layer: string, input: Shape): readonly [number, number, number] {
  const [height, width, channels] = input;
  if (input.length !== 3 || height === undefined || width === undefined || channels === undefined) {
    throw new ShadegradError(
      'SHADEGRAD_MODEL_SHAPE',
      `${layer} needs pictures of [height, width, channels], but its input is [${input.join(', ')}].`,
      'Put it before "flatten" and "dense", or give the model an input shape of three extents.',
    );
  }
  return [height, width, channels];
}
