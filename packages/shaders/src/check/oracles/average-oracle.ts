// The moving average of weights in float64: `average`, in place, as it is after `step` finished steps and one more.

export function averageOracle({
  weights,
  average,
  momentum,
  step,
}: {
  readonly weights: ArrayLike<number>;
  readonly average: Float64Array;
  readonly momentum: number;
  readonly step: number;
}): void {
  const past = Math.min(momentum, (1 + step) / (10 + step));
  for (let i = 0; i < average.length; i++) {
    average[i] = past * (average[i] ?? NaN) + (1 - past) * (weights[i] ?? NaN);
  }
}
