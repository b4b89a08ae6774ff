// Whether a contender really learnt. One that did not may have skipped the work, so it gets no ratio.

export interface Loss {
  /** Mean over `images`; null is not a number. */
  readonly loss: number | null;
  readonly images: number;
}

/** The mean loss of fewer images says nothing: with batches of one, it is that of easy and hard digits. */
const TELLING_IMAGES = 128;

/**
 * @param losses In the order in which they came.
 * @returns Why it did not learn, or undefined where it did, or where so few images cannot tell.
 */
export function whyNotLearned(losses: readonly Loss[]): string | undefined {
  if (losses.length < 2) return 'it was not trained';
  if (losses.some(({ loss }) => loss === null || !Number.isFinite(loss))) return 'its loss is not a number';
  const early = mean(losses.slice(0, Math.floor(losses.length / 2)));
  const late = mean(losses.slice(Math.floor(losses.length / 2)));
  if (Math.min(early.images, late.images) < TELLING_IMAGES || late.loss < early.loss) return undefined;
  return `its loss did not fall (${early.loss.toFixed(3)} to ${late.loss.toFixed(3)})`;
}

function mean(losses: readonly Loss[]): { readonly loss: number; readonly images: number } {
  const images = losses.reduce((sum, one) => sum + one.images, 0);
  const loss = losses.reduce((sum, one) => sum + (one.loss ?? Number.NaN) * one.images, 0);
  return { loss: loss / images, images };
}
