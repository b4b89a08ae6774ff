// Max pooling in f64, window by window as the textbook has it.

import type { Window2d } from '../../window-2d.js';

/** Calls `visit` with the input index and the place ky·kernelWidth + kx of each pixel of each window that is not padding. */
function visitWindows(w: Window2d, visit: (output: number, input: number, place: number) => void): void {
  for (let n = 0; n < w.batch; n++)
    for (let oy = 0; oy < w.outHeight; oy++)
      for (let ox = 0; ox < w.outWidth; ox++)
        for (let c = 0; c < w.channels; c++)
          for (let ky = 0; ky < w.kernelHeight; ky++)
            for (let kx = 0; kx < w.kernelWidth; kx++) {
              const iy = oy * w.strideY + ky - w.padTop;
              const ix = ox * w.strideX + kx - w.padLeft;
              if (iy < 0 || ix < 0 || iy >= w.height || ix >= w.width) continue;
              visit(
                ((n * w.outHeight + oy) * w.outWidth + ox) * w.channels + c,
                ((n * w.height + iy) * w.width + ix) * w.channels + c,
                ky * w.kernelWidth + kx,
              );
            }
}

export function outputElements(w: Window2d): number {
  return w.batch * w.outHeight * w.outWidth * w.channels;
}

export function inputElements(w: Window2d): number {
  return w.batch * w.height * w.width * w.channels;
}

/** The maximum of each window, where in the window it is and where in the input. */
export function maxPool2dOracle(w: Window2d, x: ArrayLike<number>) {
  const y = new Float64Array(outputElements(w)).fill(-Infinity);
  const winner = new Uint32Array(y.length);
  const source = new Uint32Array(y.length);
  visitWindows(w, (output, input, place) => {
    const value = x[input] ?? NaN;
    if (value > (y[output] ?? NaN)) {
      y[output] = value;
      winner[output] = place;
      source[output] = input;
    }
  });
  return { y, winner, source };
}

/** Scatters each gradient to the input its window's maximum came from. */
export function maxPool2dBackwardOracle(w: Window2d, x: ArrayLike<number>, dy: Float32Array): Float64Array {
  const { source } = maxPool2dOracle(w, x);
  const dx = new Float64Array(inputElements(w));
  dy.forEach((gradient, output) => {
    const input = source[output] ?? NaN;
    dx[input] = (dx[input] ?? NaN) + gradient;
  });
  return dx;
}
