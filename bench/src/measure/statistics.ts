// Medians, spreads and ratios. A ratio is made within each round, so that a machine that is slow for a while is slow
// for both sides of it.

export interface Summary {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** @throws RangeError for no values. */
export function summarize(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), lowest: quantile(sorted, 0), highest: quantile(sorted, 1) };
}

/** A quantile of values in rising order, with a straight line between neighbours. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  if (low === undefined || high === undefined) throw new RangeError('there are no values');
  return low + (place - Math.floor(place)) * (high - low);
}

/** How many times `ours` is `theirs`, round by round. */
export function ratios(ours: readonly number[], theirs: readonly number[]): Summary {
  return summarize(ours.slice(0, theirs.length).map((value, round) => value / (theirs[round] ?? Number.NaN)));
}
