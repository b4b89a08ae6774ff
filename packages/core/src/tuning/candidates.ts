// Which variants of a product are worth measuring: those that the table expects to be fast, and the best of every kind,
// because the table may be wrong about a kind on an adapter that it does not know.

import { type Product, type Variant, variantsOf } from '@shadegrad/shaders';
import { type AdapterCapabilities, targetOf } from '../plan/capabilities.js';
import { expectedCost } from '../plan/variant-table.js';

/** `quick` measures about four variants of a product, `full` all that have a chance. */
export type Thoroughness = 'quick' | 'full';

/** Kinds of which `quick` measures the best variant; of the best kind also the second. */
const QUICK_KINDS = 3;
/** `full` measures what is expected to take at most so many times as long as the best, and so many of each kind. */
const FULL_COST = 2;
const FULL_OF_KIND = 2;

/** The variants to measure, the table's choice first. */
export function candidatesOf(
  product: Product,
  adapter: AdapterCapabilities | undefined,
  thoroughness: Thoroughness,
): readonly Variant[] {
  const ranked = variantsOf(product, targetOf(adapter))
    .map((variant) => ({ variant, cost: expectedCost(variant, product, adapter) }))
    .toSorted((a, b) => a.cost - b.cost);
  const least = ranked[0]?.cost ?? 0;
  const kinds = [...new Set(ranked.map(({ variant }) => variant.kind))];
  const seen = new Map<string, number>();
  const chosen = ranked.filter(({ variant: { kind }, cost }) => {
    const rank = seen.get(kind) ?? 0;
    seen.set(kind, rank + 1);
    if (thoroughness === 'full') return cost <= FULL_COST * least || rank < FULL_OF_KIND;
    const place = kinds.indexOf(kind);
    return place < QUICK_KINDS && rank < (place === 0 ? 2 : 1);
  });
  return chosen.map(({ variant }) => variant);
}
