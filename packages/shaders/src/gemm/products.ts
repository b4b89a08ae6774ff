// The three matrix products of a convolution, and so of a dense layer: C[m, n] = Σₖ A(m, k)·B(k, n).

import { type Convolution, convolutionFlops } from './convolution.js';
import { byInputCorrelation, type Correlation, forwardCorrelation } from './correlation.js';
import {
  flippedKernel,
  geometryConstants,
  matrix,
  type Operand,
  patchesByPixel,
  patchesByTap,
  scatteredGradient,
} from './operands.js';

export type ProductName = 'forward' | 'by-input' | 'by-filter';

/** A matrix product whose factors may be anything that can be read by row, column and place in the sum. */
export interface Product {
  readonly name: ProductName;
  /** Names the product with all its extents: `forward 128×26×26×32 by 3×3 to 24×24×64`. */
  readonly key: string;
  readonly convolution: Convolution;
  /** The same product as a window that slides over a picture, where it is one. */
  readonly correlation?: Correlation;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: Operand;
  readonly b: Operand;
  readonly constants: Readonly<Record<string, number>>;
  /** True if the sums of B's columns come as one more row, behind the last of C. */
  readonly withColumnSums: boolean;
  readonly flops: number;
  /** Bytes of both factors, each element once. */
  readonly bytesRead: number;
}

/** `y[n, oy, ox, f] = Σ x[n, oy·S + ky − P, ox·S + kx − P, c] · w[ky, kx, c, f]`. */
export function forward(c: Convolution): Product {
  const pixels = c.batch * c.outHeight * c.outWidth;
  const taps = c.kernelHeight * c.kernelWidth * c.channels;
  return {
    name: 'forward',
    key: keyOf('forward', c),
    convolution: c,
    correlation: forwardCorrelation(c),
    withColumnSums: false,
    m: pixels,
    n: c.filters,
    k: taps,
    a: patchesByPixel(c),
    b: matrix(c),
    constants: { ...geometryConstants(c), PIXELS: pixels, TAPS: taps, ROWS: taps, COLUMNS: c.filters },
    flops: convolutionFlops(c),
    bytesRead: 4 * (inputLength(c) + taps * c.filters),
  };
}

/** `dx[n, y, x, c] = Σ dy[n, (y + P − ky)/S, (x + P − kx)/S, f] · w[ky, kx, c, f]`. */
export function byInput(c: Convolution): Product {
  const pixels = c.batch * c.height * c.width;
  const taps = c.kernelHeight * c.kernelWidth * c.filters;
  const correlation = byInputCorrelation(c);
  return {
    name: 'by-input',
    key: keyOf('by-input', c),
    convolution: c,
    ...(correlation && { correlation }),
    withColumnSums: false,
    m: pixels,
    n: c.channels,
    k: taps,
    a: scatteredGradient(c),
    b: flippedKernel(c),
    constants: { ...geometryConstants(c), PIXELS: pixels, TAPS: taps },
    flops: convolutionFlops(c),
    bytesRead: 4 * (outputLength(c) + taps * c.channels),
  };
}

/**
 * `dw[ky, kx, c, f] = Σ x[n, oy·S + ky − P, ox·S + kx − P, c] · dy[n, oy, ox, f]`.
 *
 * @param withColumnSums Whether to compute the gradient of a bias as well, `db[f] = Σ dy[n, oy, ox, f]`.
 */
export function byFilter(c: Convolution, withColumnSums = false): Product {
  const pixels = c.batch * c.outHeight * c.outWidth;
  const taps = c.kernelHeight * c.kernelWidth * c.channels;
  return {
    name: 'by-filter',
    key: keyOf('by-filter', c),
    convolution: c,
    withColumnSums,
    m: taps,
    n: c.filters,
    k: pixels,
    a: patchesByTap(c, withColumnSums),
    b: matrix(c),
    constants: { ...geometryConstants(c), PIXELS: pixels, TAPS: taps, ROWS: pixels, COLUMNS: c.filters },
    flops: convolutionFlops(c),
    bytesRead: 4 * (inputLength(c) + outputLength(c)),
  };
}

const inputLength = (c: Convolution): number => c.batch * c.height * c.width * c.channels;
const outputLength = (c: Convolution): number => c.batch * c.outHeight * c.outWidth * c.filters;

function keyOf(name: ProductName, c: Convolution): string {
  const strides = c.strideY * c.strideX === 1 ? '' : ` strides ${c.strideY}×${c.strideX}`;
  const padding = c.padTop + c.padLeft === 0 ? '' : ` padding ${c.padTop},${c.padLeft}`;
  const input = `${c.batch}×${c.height}×${c.width}×${c.channels}`;
  return `${name} ${input} by ${c.kernelHeight}×${c.kernelWidth}${strides}${padding} to ${c.outHeight}×${c.outWidth}×${c.filters}`;
}
