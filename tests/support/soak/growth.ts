// Whether a series of measurements grows: the slope of a line through all of them, which a few outliers (a validation that
// is under way, garbage that is yet to be collected) do not turn.

export interface Point {
  readonly time: number;
  readonly value: number;
}

/**
 * By how much the values grow from the first time to the last, along the line whose slope is the median of the slopes
 * between any two points (Theil and Sen); 0 for fewer than two.
 */
export function fittedGrowth(points: readonly Point[]): number {
  const slopes: number[] = [];
  points.forEach((a, i) => {
    for (const b of points.slice(i + 1)) {
      if (b.time !== a.time) slopes.push((b.value - a.value) / (b.time - a.time));
    }
  });
  const [first, last] = [points[0]?.time ?? 0, points.at(-1)?.time ?? 0];
  return median(slopes) * (last - first);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0];
  return (below + above) / 2;
}
