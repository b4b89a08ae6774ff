// Every layer's forward pass in float64, one example at a time, as its definition reads: slow, short, and written
// without a look at the kernels.

import type { ActivationName, Conv2dSettings, MaxPool2dSettings } from '../layers/factories.js';
import { purposeKey, threefry2x32, uniformFromBits } from '../random/index.js';

type Shape = readonly number[];

/** y[oy, ox, f] = bias[f] + Σ over ky, kx, c of x[oy·S + ky − P, ox·S + kx − P, c] · kernel[ky, kx, c, f] */
export function convolve(
  { kernelSize: [kernelHeight, kernelWidth], strides, padding, filters }: Conv2dSettings,
  input: Shape,
  output: Shape,
  x: Float64Array,
  kernel: Float64Array,
  bias: Float64Array,
): Float64Array {
  const [height, width, channels] = input;
  const [outHeight, outWidth] = output;
  const top = padding === 'same' ? padBefore(height, kernelHeight, strides[0]) : 0;
  const left = padding === 'same' ? padBefore(width, kernelWidth, strides[1]) : 0;
  const y = new Float64Array(outHeight * outWidth * filters);
  for (let i = 0; i < y.length; i++) {
    const f = i % filters;
    const ox = Math.floor(i / filters) % outWidth;
    const oy = Math.floor(i / filters / outWidth);
    y[i] = bias[f];
    for (let ky = 0; ky < kernelHeight; ky++) {
      for (let kx = 0; kx < kernelWidth; kx++) {
        const row = oy * strides[0] + ky - top;
        const column = ox * strides[1] + kx - left;
        if (row < 0 || row >= height || column < 0 || column >= width) continue;
        for (let c = 0; c < channels; c++) {
          const weight = kernel[((ky * kernelWidth + kx) * channels + c) * filters + f];
          y[i] += x[(row * width + column) * channels + c] * weight;
        }
      }
    }
  }
  return y;
}

/** The largest of each window, channel by channel. */
export function pool(
  { poolSize, strides, padding }: MaxPool2dSettings,
  input: Shape,
  output: Shape,
  x: Float64Array,
): Float64Array {
  const [height, width, channels] = input;
  const [outHeight, outWidth] = output;
  const top = padding === 'same' ? padBefore(height, poolSize[0], strides[0]) : 0;
  const left = padding === 'same' ? padBefore(width, poolSize[1], strides[1]) : 0;
  const y = new Float64Array(outHeight * outWidth * channels).fill(-Infinity);
  for (let i = 0; i < y.length; i++) {
    const ox = Math.floor(i / channels) % outWidth;
    const oy = Math.floor(i / channels / outWidth);
    for (let ky = 0; ky < poolSize[0]; ky++) {
      for (let kx = 0; kx < poolSize[1]; kx++) {
        const row = oy * strides[0] + ky - top;
        const column = ox * strides[1] + kx - left;
        if (row < 0 || row >= height || column < 0 || column >= width) continue;
        y[i] = Math.max(y[i], x[(row * width + column) * channels + (i % channels)]);
      }
    }
  }
  return y;
}

/** Padding 'same' adds as much as the windows stick out; before the picture goes the smaller half. */
function padBefore(extent: number, window: number, stride: number): number {
  const out = Math.ceil(extent / stride);
  return Math.floor(Math.max(0, (out - 1) * stride + window - extent) / 2);
}

/** y[u] = bias[u] + Σ x[i] · kernel[i, u], for each vector along the last extent. */
export function multiply(
  inputs: number,
  units: number,
  x: Float64Array,
  kernel: Float64Array,
  bias: Float64Array,
): Float64Array {
  const y = new Float64Array((x.length / inputs) * units);
  for (let i = 0; i < y.length; i++) {
    const row = Math.floor(i / units) * inputs;
    y[i] = bias[i % units];
    for (let k = 0; k < inputs; k++) y[i] += x[row + k] * kernel[k * units + (i % units)];
  }
  return y;
}

/** Softmax along the last extent, everything else number by number. */
export function activate(name: ActivationName, x: Float64Array, lastExtent: number): Float64Array {
  switch (name) {
    case 'linear':
      return x;
    case 'relu':
      return x.map((value) => Math.max(0, value));
    case 'tanh':
      return x.map(Math.tanh);
    case 'sigmoid':
      return x.map((value) => 1 / (1 + Math.exp(-value)));
    case 'softmax': {
      const exponentials = x.map(Math.exp);
      return exponentials.map((value, i) => {
        const start = i - (i % lastExtent);
        return value / exponentials.subarray(start, start + lastExtent).reduce((a, b) => a + b);
      });
    }
    default:
      return name satisfies never;
  }
}

export interface DropoutDraw {
  readonly seed: number;
  readonly step: number;
  /** Position of the layer in the model. */
  readonly layer: number;
  /** Position of the example in its batch. */
  readonly example: number;
}

/** Each element is kept where its random number is at least the rate: word i mod 2 of counter (step, ⌊i / 2⌋). */
export function drop(rate: number, x: Float64Array, draw: DropoutDraw): Float64Array {
  const bits = new Uint32Array(2);
  return x.map((value, element) => {
    const i = draw.example * x.length + element;
    threefry2x32(draw.seed, purposeKey('dropout', draw.layer), draw.step, Math.floor(i / 2), bits);
    return uniformFromBits(bits[i % 2]) >= rate ? value / (1 - rate) : 0;
  });
}
