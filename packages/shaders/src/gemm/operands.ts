// The two factors of a matrix product, read straight from where they lie. Each is a piece of WGSL with three functions:
// what depends on the output's row or column alone (`outer`), what depends on the place in the sum alone (`inner`), and
// the load that joins the two. A strategy computes the first outside of its loop and shares the second in it.

import * as wgsl from '../wgsl.js';
import { declareInput } from './strategies/input.js';
import { type Convolution, isPadded } from './convolution.js';

/** Whether a load's four values lie along the sum, or along the output's rows (of A) or columns (of B). */
export type LoadAxis = 'inner' | 'outer';

export interface Operand {
  /** Declares the binding (0 for A, 1 for B) and the three functions; from a texture only where loads are wide. */
  readonly wgsl: (fromTexture: boolean) => string;
  /** Name of the function of the output's row or column. */
  readonly outer: string;
  /** Name of the function of the place in the sum. */
  readonly inner: string;
  /** The load, given variables that hold a result of `outer` and one of `inner`. */
  readonly load: (outer: string, inner: string) => string;
  readonly axis: LoadAxis;
  /** True if a load is one load of four values; false if each value has to be found on its own. */
  readonly wide: boolean;
}

/** WGSL behind the declaration of what it loads. */
const loading =
  (name: string, binding: number, source: string) =>
  (fromTexture: boolean): string =>
    `${declareInput(name, binding, 'vec4f', fromTexture)}\n${source}`;

const isGroupOfFour = (count: number): boolean => count % 4 === 0;

/** A of the forward pass: one row a pixel, summed over its taps. */
export function patchesByPixel(convolution: Convolution): Operand {
  const wide = isGroupOfFour(convolution.channels);
  return {
    wgsl: wide ? loading('x', 0, wgsl.patches) : () => wgsl.patchesRagged,
    wide,
    outer: 'patch_pixel',
    inner: 'patch_tap',
    load: (pixel, tap) => `patch_at(${pixel}, ${tap})`,
    axis: 'inner',
  };
}

/** A of the gradient by filter: one row a tap and, if asked for, one of ones; summed over all pixels. */
export function patchesByTap(convolution: Convolution, withOnes: boolean): Operand {
  const { wgsl: patches, wide } = patchesByPixel(convolution);
  const taps = { wgsl: patches, wide, inner: 'patch_pixel', axis: 'outer' } as const;
  if (!withOnes) return { ...taps, outer: 'patch_tap', load: (tap, pixel) => `patch_at(${pixel}, ${tap})` };
  return {
    ...taps,
    wgsl: (fromTexture) => patches(fromTexture) + (wide ? wgsl.tapsAndOnes : wgsl.tapsAndOnesRagged),
    outer: 'tap_or_ones',
    load: (row, pixel) => `tap_or_ones_at(${pixel}, ${row})`,
  };
}

/** A of the gradient by input: one row a pixel of the input, summed over the taps that reached it. */
export function scatteredGradient(convolution: Convolution): Operand {
  const wide = isGroupOfFour(convolution.filters);
  return {
    wgsl: wide ? loading('dy', 0, wgsl.scattered) : () => wgsl.scatteredRagged,
    wide,
    outer: 'scattered_pixel',
    inner: 'scattered_tap',
    load: (pixel, tap) => `scattered_at(${pixel}, ${tap})`,
    axis: 'inner',
  };
}

/** B as it lies in memory: the kernel in the forward pass, the output's gradient in the gradient by filter. */
export function matrix(convolution: Convolution): Operand {
  const wide = isGroupOfFour(convolution.filters);
  return {
    wgsl: wide ? loading('b', 1, wgsl.matrix) : () => wgsl.matrixRagged,
    wide,
    outer: 'matrix_column',
    inner: 'matrix_row',
    load: (column, row) => `matrix_at(${column}, ${row})`,
    axis: 'outer',
  };
}

/** B of the gradient by input: the kernel with inputs and outputs exchanged. */
export function flippedKernel(convolution: Convolution): Operand {
  const wide = isGroupOfFour(convolution.filters);
  return {
    wgsl: wide ? loading('w', 1, wgsl.flippedKernel) : () => wgsl.flippedKernelRagged,
    wide,
    outer: 'flipped_channel',
    inner: 'flipped_tap',
    load: (channel, tap) => `flipped_at(${channel}, ${tap})`,
    axis: 'inner',
  };
}

/** The constants of the WGSL above. `PIXELS`, `TAPS`, `ROWS` and `COLUMNS` depend on the product: see `products.ts`. */
export function geometryConstants(c: Convolution): Record<string, number> {
  return {
    HEIGHT: c.height,
    WIDTH: c.width,
    CHANNELS: c.channels,
    FILTERS: c.filters,
    KERNEL_WIDTH: c.kernelWidth,
    STRIDE_Y: c.strideY,
    STRIDE_X: c.strideX,
    PAD_TOP: c.padTop,
    PAD_LEFT: c.padLeft,
    OUT_HEIGHT: c.outHeight,
    OUT_WIDTH: c.outWidth,
    PADDED: isPadded(c) ? 1 : 0,
  };
}
