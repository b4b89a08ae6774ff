// The geometry that all six matrix products of a network share. A dense layer is a 1×1 convolution of a 1×1 picture,
// so three operations serve both: forward, by input and by filter.

import type { Window2d } from '../window-2d.js';

/** A 2-D convolution, activations NHWC, kernel [kernelHeight, kernelWidth, channels, filters]. */
export interface Convolution extends Window2d {
  /** Output channels. */
  readonly filters: number;
}

/** `y[batch, units] = x[batch, inputs] · w[inputs, units]` as a convolution. */
export function denseAsConvolution(batch: number, inputs: number, units: number): Convolution {
  return {
    batch,
    height: 1,
    width: 1,
    channels: inputs,
    filters: units,
    kernelHeight: 1,
    kernelWidth: 1,
    strideY: 1,
    strideX: 1,
    padTop: 0,
    padLeft: 0,
    outHeight: 1,
    outWidth: 1,
  };
}

/** True if some output pixel's window reaches beyond the input. */
export function isPadded(c: Omit<Window2d, 'batch'>): boolean {
  const bottom = (c.outHeight - 1) * c.strideY - c.padTop + c.kernelHeight;
  const right = (c.outWidth - 1) * c.strideX - c.padLeft + c.kernelWidth;
  return c.padTop > 0 || c.padLeft > 0 || bottom > c.height || right > c.width;
}

/** Multiplications and additions of one pass over the convolution, forward or backward; all three cost the same. */
export function convolutionFlops(c: Convolution): number {
  return 2 * c.batch * c.outHeight * c.outWidth * c.kernelHeight * c.kernelWidth * c.channels * c.filters;
}
