// Whether a contender really learnt. One that did not may have skipped the work, so it gets no ratio.

/**
 * @param losses Mean losses in the order in which they came; null is not a number.
 * @returns Why it did not, or undefined where it did.
 */
export function whyNotLearned(losses: readonly (number | null)[]): string | undefined {
  const [first] = losses;
  const last = losses.at(-1);
  if (losses.some((loss) => loss === null || !Number.isFinite(loss))) return 'its loss is not a number';
  if (typeof first !== 'number' || typeof last !== 'number' || losses.length < 2) return 'it was not trained';
  return last < first ? undefined : `its loss did not fall (${first.toFixed(3)} to ${last.toFixed(3)})`;
}
