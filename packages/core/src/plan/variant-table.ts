// What is known of how fast the variants are on which adapters, so that a first run is good without measuring.

import type { Product, Variant } from '@shadegrad/shaders';
import type { AdapterCapabilities } from './capabilities.js';

/** Relative time of one multiply-add in a large tile, by the variant's kind. */
type Table = ReadonlyMap<string, number>;

// lavapipe on AVX2: loads from buffers cost about twice as much as from textures.
const EIGHT_LANES: Table = new Map([
  ['window rotating from textures', 1],
  ['window rotating', 1.3],
  ['window in subgroups from textures', 1.3],
  ['window in subgroups', 1.7],
  ['window from textures', 2.5],
  ['window', 5],
  ['window by filter in subgroups from textures', 1],
  ['window by filter in subgroups', 1.5],
  ['window by filter from textures', 2.5],
  ['window by filter', 5],
  ['tile in subgroups from textures', 1.3],
  ['tile in subgroups', 1.6],
  ['tile from textures', 3],
  ['tile', 4],
]);

// SwiftShader.
const FOUR_LANES: Table = new Map([
  ['window in subgroups from textures', 1],
  ['window rotating from textures', 1.2],
  ['window in subgroups', 1.5],
  ['window rotating', 1.6],
  ['window from textures', 1.5],
  ['window', 2],
  ['window by filter in subgroups from textures', 1],
  ['window by filter in subgroups', 1.4],
  ['window by filter from textures', 1.5],
  ['window by filter', 2],
  ['tile in subgroups from textures', 1.4],
  ['tile in subgroups', 1.8],
  ['tile from textures', 2],
  ['tile', 2.5],
]);

const OTHERS: Table = new Map([['tile', 1]]);

/** Of kinds that a table does not name: last choice. */
const UNKNOWN = 10;
/** Outputs of a tile whose code still fits into the caches of instructions. */
const LARGE = 128;

/** The time that a variant is expected to take, relative to others for the same product. */
export function expectedCost(
  variant: Variant,
  product: Product,
  adapter: AdapterCapabilities | undefined,
): number {
  const [rows, columns] = variant.tile;
  // Each row and each column of a tile is loaded once for all of the other; columns by all lanes together.
  const loads = 1 + 3 / columns + 1 / rows;
  const tooLarge = 1 + Math.max(0, rows * columns - LARGE) / 640;
  const base = tableOf(adapter).get(variant.kind) ?? UNKNOWN;
  return base * loads * tooLarge * variant.waste(product);
}

function tableOf(adapter: AdapterCapabilities | undefined): Table {
  if (adapter?.kind !== 'software') return OTHERS;
  return adapter.subgroupSize?.[0] === 8 ? EIGHT_LANES : FOUR_LANES;
}
