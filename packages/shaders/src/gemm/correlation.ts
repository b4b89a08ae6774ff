// A convolution forward, and the gradient by its input where strides are 1, seen as the same thing: a window that slides
// over a picture.
//
//   y[n, oy, ox, q] = Σ x[n, oy·S + ky − P, ox·S + kx − P, c] · weight(ky, kx, c, q)

import type { Window2d } from '../window-2d.js';
import type { Convolution } from './convolution.js';

/** `channels` are those of the picture that is read. */
export interface Correlation extends Window2d {
  /** Channels of the picture that is made. */
  readonly columns: number;
  /** True where weight(ky, kx, c, q) is the kernel's entry turned around: [KH − 1 − ky, KW − 1 − kx, q, c]. */
  readonly isFlipped: boolean;
}

export const forwardCorrelation = (c: Convolution): Correlation => ({
  ...c,
  columns: c.filters,
  isFlipped: false,
});

/** The gradient of the input is the gradient of the output, padded, under the kernel turned around. */
export function byInputCorrelation(c: Convolution): Correlation | undefined {
  if (c.strideY !== 1 || c.strideX !== 1) return undefined;
  return {
    batch: c.batch,
    height: c.outHeight,
    width: c.outWidth,
    channels: c.filters,
    outHeight: c.height,
    outWidth: c.width,
    columns: c.channels,
    kernelHeight: c.kernelHeight,
    kernelWidth: c.kernelWidth,
    strideY: 1,
    strideX: 1,
    padTop: c.kernelHeight - 1 - c.padTop,
    padLeft: c.kernelWidth - 1 - c.padLeft,
    isFlipped: true,
  };
}
