// What is known of how fast the variants are on which adapters, so that a first run is good without measuring.

import type { Product, Variant } from '@shadegrad/shaders';
import type { AdapterCapabilities } from './capabilities.js';

/** Relative time of a computed output, by the beginning of variants' names; the first that fits counts. */
type Table = readonly (readonly [beginning: string, cost: number])[];

// Software adapters with eight lanes: lavapipe on AVX2.
const EIGHT_LANES: Table = [
  ['window 12×16 rotating', 1],
  ['window 14×16 rotating', 1],
  ['window 8×16 rotating', 1.05],
  ['window 6×16 rotating', 1.1],
  ['window 12×8 rotating', 1.1],
  ['window 8×8 rotating', 1.15],
  ['window by filter 12×16 in subgroups', 1],
  ['window by filter 8×16 in subgroups', 1.05],
  ['window by filter 12×8 in subgroups', 1.1],
  ['window by filter 8×8 in subgroups', 1.2],
  ['tile 8×16 in subgroups', 1.4],
  ['tile 8×8 in subgroups', 1.7],
  ['tile 4×8 in subgroups', 2],
  ['tile 4×16 in subgroups', 2],
  ['tile 8×8', 3],
];

const OTHERS: Table = [['tile 8×8', 1]];

/** The time that a variant is expected to take, relative to others for the same product. */
export function expectedCost(
  variant: Variant,
  product: Product,
  adapter: AdapterCapabilities | undefined,
): number {
  const table = adapter?.kind === 'software' && adapter.subgroupSize?.[0] === 8 ? EIGHT_LANES : OTHERS;
  const [, cost] = table.find(([beginning]) => variant.name === beginning) ?? ['', 4];
  return cost * variant.waste(product);
}
