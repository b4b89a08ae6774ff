// Convolution and its gradients in f64, term by term: every multiplication of the forward pass is visited once, and
// each of the three results collects its share of it.

import type { Convolution } from '../../gemm/convolution.js';

/** Positions in x, w and y of one multiplication `y += x · w`. */
type Visit = (x: number, w: number, y: number) => void;

export function visitTerms(c: Convolution, visit: Visit): void {
  for (let n = 0; n < c.batch; n++)
    for (let oy = 0; oy < c.outHeight; oy++)
      for (let ox = 0; ox < c.outWidth; ox++)
        for (let ky = 0; ky < c.kernelHeight; ky++)
          for (let kx = 0; kx < c.kernelWidth; kx++) {
            const iy = oy * c.strideY + ky - c.padTop;
            const ix = ox * c.strideX + kx - c.padLeft;
            if (iy < 0 || iy >= c.height || ix < 0 || ix >= c.width) continue;
            const y = ((n * c.outHeight + oy) * c.outWidth + ox) * c.filters;
            const x = ((n * c.height + iy) * c.width + ix) * c.channels;
            const w = (ky * c.kernelWidth + kx) * c.channels * c.filters;
            for (let channel = 0; channel < c.channels; channel++)
              for (let filter = 0; filter < c.filters; filter++)
                visit(x + channel, w + channel * c.filters + filter, y + filter);
          }
}

export const inputLength = (c: Convolution): number => c.batch * c.height * c.width * c.channels;
export const kernelLength = (c: Convolution): number =>
  c.kernelHeight * c.kernelWidth * c.channels * c.filters;
export const outputLength = (c: Convolution): number => c.batch * c.outHeight * c.outWidth * c.filters;

export function forwardOracle(c: Convolution, x: Float32Array, w: Float32Array): Float64Array {
  const y = new Float64Array(outputLength(c));
  visitTerms(c, (i, j, k) => (y[k] = (y[k] ?? NaN) + (x[i] ?? NaN) * (w[j] ?? NaN)));
  return y;
}

export function byInputOracle(c: Convolution, dy: Float32Array, w: Float32Array): Float64Array {
  const dx = new Float64Array(inputLength(c));
  visitTerms(c, (i, j, k) => (dx[i] = (dx[i] ?? NaN) + (dy[k] ?? NaN) * (w[j] ?? NaN)));
  return dx;
}

export function byFilterOracle(c: Convolution, x: Float32Array, dy: Float32Array): Float64Array {
  const dw = new Float64Array(kernelLength(c));
  visitTerms(c, (i, j, k) => (dw[j] = (dw[j] ?? NaN) + (x[i] ?? NaN) * (dy[k] ?? NaN)));
  return dw;
}
