// The Euclidean norm of all gradients in f64.

export function globalNormOracle(gradients: ArrayLike<number>): number {
  return Math.sqrt(Array.from(gradients).reduce((sum, gradient) => sum + gradient ** 2, 0));
}
