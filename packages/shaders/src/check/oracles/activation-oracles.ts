// The activations and their derivatives in f64, as functions of the input.

import type { ActivationKind } from '../../activations/activation.js';

interface ActivationOracle {
  readonly value: (x: number) => number;
  readonly derivative: (x: number) => number;
}

export const ACTIVATION_ORACLES: Readonly<Record<ActivationKind, ActivationOracle>> = {
  tanh: { value: Math.tanh, derivative: (x) => 1 / Math.cosh(x) ** 2 },
  sigmoid: {
    value: (x) => 1 / (1 + Math.exp(-x)),
    derivative: (x) => 1 / (2 + Math.exp(x) + Math.exp(-x)),
  },
};

/** Softmax of each row. */
export function softmaxOracle(x: ArrayLike<number>, columns: number): Float64Array {
  const y = Float64Array.from(x);
  for (let start = 0; start < y.length; start += columns) {
    const row = y.subarray(start, start + columns);
    const largest = Math.max(...row);
    row.forEach((value, c) => (row[c] = Math.exp(value - largest)));
    const sum = row.reduce((a, b) => a + b, 0);
    row.forEach((value, c) => (row[c] = value / sum));
  }
  return y;
}

/** Row by row, dy times the whole Jacobian ∂y[i]/∂x[j] = y[i]·((i = j) − y[j]). */
export function softmaxBackwardOracle(
  x: ArrayLike<number>,
  dy: ArrayLike<number>,
  columns: number,
): Float64Array {
  const y = softmaxOracle(x, columns);
  return y.map((yj, index) => {
    const start = index - (index % columns);
    let dx = 0;
    for (let i = start; i < start + columns; i++) {
      dx += (dy[i] ?? NaN) * (y[i] ?? NaN) * ((i === index ? 1 : 0) - yj);
    }
    return dx;
  });
}
