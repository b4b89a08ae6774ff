// Which stretch of its input a pixel of a layer's output is made of.

import type { ModelLayer } from '../model/index.js';
import { windowOn } from './window.js';

/** A rectangle of the layer's input, in pixels; with padding, it may stick out of the picture. */
export interface ReceptiveField {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/**
 * The window that an output pixel of a convolution or a pooling reads; nothing for layers that do not slide a window.
 *
 * @param y Row of the output, from 0.
 * @param x Column of the output, from 0.
 *
 * @example
 * ```ts
 * import { conv2d, receptiveField, sequential } from '@shadegrad/core';
 *
 * const { layers } = sequential({ inputShape: [28, 28, 1], layers: [conv2d({ filters: 8, kernelSize: 5, strides: 2 })] });
 * console.log(receptiveField(layers[0], 1, 3)); // { top: 2, left: 6, height: 5, width: 5 }
 * ```
 */
export function receptiveField(layer: ModelLayer, y: number, x: number): ReceptiveField | undefined {
  const { name, settings, inputShape } = layer;
  if (settings.type !== 'conv2d' && settings.type !== 'maxPool2d') return undefined;
  const size = settings.type === 'conv2d' ? settings.kernelSize : settings.poolSize;
  const { strideY, strideX, padTop, padLeft } = windowOn(name, { size, ...settings }, inputShape);
  const [height, width] = size;
  return { top: y * strideY - padTop, left: x * strideX - padLeft, height, width };
}
