// How many inputs a weight's output sums over, and how many outputs its input feeds: what keeps the variance of
// activations and gradients even from layer to layer.

export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/**
 * Fan-in and fan-out of a parameter, as Keras counts them: a dense kernel is [in, out]; a convolution kernel
 * [kh, kw, in, out] has kh·kw times as many; a vector, such as a bias, has its length for both.
 */
export function fansOf(shape: readonly number[]): Fans {
  if (shape.length === 0) return { fanIn: 1, fanOut: 1 };
  if (shape.length === 1) return { fanIn: shape[0], fanOut: shape[0] };
  const receptiveField = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  const [inputs, outputs] = shape.slice(-2);
  return { fanIn: inputs * receptiveField, fanOut: outputs * receptiveField };
}
