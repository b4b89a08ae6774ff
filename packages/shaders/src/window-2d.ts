// The geometry of a window that slides over images: shared by pooling and convolution.

import { checkSizes } from './sizes.js';

/** Where the windows of a pooling or a convolution lie on its input, in pixels. */
export interface Window2d {
  readonly batch: number;
  /** Of the input. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideY: number;
  readonly strideX: number;
  /** Rows of padding above the input; those below follow from the other sizes. */
  readonly padTop: number;
  readonly padLeft: number;
  readonly outHeight: number;
  readonly outWidth: number;
}

/** What `window2d` works a geometry out from; pairs are (y, x). */
export interface Window2dSettings {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly kernelSize: readonly [height: number, width: number];
  readonly strides: readonly [y: number, x: number];
  readonly padding: 'valid' | 'same';
}

/**
 * Places windows the way Keras and TensorFlow do.
 *
 * `valid` keeps every window inside the image. `same` makes ⌈size / stride⌉ of them and pads what is missing in equal
 * parts on both sides; an odd pixel goes below and to the right.
 *
 * @throws RangeError if a size is not a positive integer, or if a 'valid' window is larger than the image.
 *
 * @example
 * ```ts
 * import { window2d } from '@shadegrad/shaders';
 *
 * const { outHeight, outWidth, padTop } = window2d({
 *   batch: 32,
 *   height: 28,
 *   width: 28,
 *   channels: 1,
 *   kernelSize: [5, 5],
 *   strides: [2, 2],
 *   padding: 'same',
 * });
 * console.log(outHeight, outWidth, padTop); // 14 14 1
 * ```
 */
export function window2d(settings: Window2dSettings): Window2d {
  const { batch, height, width, channels, padding } = settings;
  const [kernelHeight, kernelWidth] = settings.kernelSize;
  const [strideY, strideX] = settings.strides;
  checkSizes('window2d', { batch, height, width, channels, kernelHeight, kernelWidth, strideY, strideX });
  const vertical = along(height, kernelHeight, strideY, padding);
  const horizontal = along(width, kernelWidth, strideX, padding);
  checkSizes('window2d', { outHeight: vertical.count, outWidth: horizontal.count });
  return {
    batch,
    height,
    width,
    channels,
    kernelHeight,
    kernelWidth,
    strideY,
    strideX,
    padTop: vertical.before,
    padLeft: horizontal.before,
    outHeight: vertical.count,
    outWidth: horizontal.count,
  };
}

/** Number of windows along one axis and the padding before the first pixel. */
function along(size: number, kernel: number, stride: number, padding: 'valid' | 'same') {
  if (padding === 'valid') return { count: Math.floor((size - kernel) / stride) + 1, before: 0 };
  const count = Math.ceil(size / stride);
  const total = Math.max((count - 1) * stride + kernel - size, 0);
  return { count, before: Math.floor(total / 2) };
}
