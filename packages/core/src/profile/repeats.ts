// How often work is repeated so that a coarse clock can time it.

/** Enough for a kernel of a few µs; more would only make a mistake in the first measurement costly. */
const MOST_REPEATS = 1000;

/** Times that work which takes `seconds` once is done, so that all of it takes about `leastSeconds`. */
export function repeatsFor(seconds: number, leastSeconds: number): number {
  if (!(seconds > leastSeconds / MOST_REPEATS)) return MOST_REPEATS;
  return Math.max(1, Math.ceil(leastSeconds / seconds));
}
