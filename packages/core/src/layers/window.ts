// How a window walks over a picture: the arithmetic that convolution and pooling share.

import { ShadegradError } from '../errors.js';
import type { Shape } from '../model/shape.js';
import { formatShape } from '../model/shape.js';

export interface Window {
  readonly size: readonly [height: number, width: number];
  readonly strides: readonly [y: number, x: number];
  /** `valid`: windows lie inside of the picture. `same`: as many outputs as strides fit, zeros beyond the edges. */
  readonly padding: 'valid' | 'same';
}

export interface WindowGeometry {
  readonly out: readonly [height: number, width: number];
  /** Rows above and columns left of the picture; where an odd number is split, the smaller half. */
  readonly pad: readonly [top: number, left: number];
}

/** @throws ShadegradError `SHADEGRAD_MODEL_SHAPE` where the input is no picture or is smaller than a 'valid' window. */
export function windowGeometry(
  layer: string,
  { size, strides, padding }: Window,
  input: Shape,
): WindowGeometry {
  const [height, width] = pictureShape(layer, input);
  const along = (extent: number, window: number, stride: number): { out: number; pad: number } => {
    if (padding === 'valid') return { out: Math.floor((extent - window) / stride) + 1, pad: 0 };
    const out = Math.ceil(extent / stride);
    return { out, pad: Math.floor(Math.max((out - 1) * stride + window - extent, 0) / 2) };
  };
  if (padding === 'valid' && (size[0] > height || size[1] > width)) {
    throw new ShadegradError(
      'SHADEGRAD_MODEL_SHAPE',
      `${layer}: a window of ${formatShape(size)} does not fit into its input of ${formatShape(input)}.`,
      'Make the window smaller, use padding "same", or remove a pooling layer before it.',
    );
  }
  const y = along(height, size[0], strides[0]);
  const x = along(width, size[1], strides[1]);
  return { out: [y.out, x.out], pad: [y.pad, x.pad] };
}

/** The input as [height, width, channels]. */
export function pictureShape(layer: string, input: Shape): readonly [number, number, number] {
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
