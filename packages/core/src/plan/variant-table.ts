// What is known of how fast the variants are on which adapters, so that a first run is good without measuring.

import type { Product, Variant } from '@shadegrad/shaders';
import type { AdapterCapabilities } from './capabilities.js';

/** Relative times of what a tile's invocation does for each of its outputs. */
interface Costs {
  readonly multiplyAdd: number;
  /** What a row's load costs for all columns together, and the other way round. */
  readonly loadOfRow: number;
  readonly loadOfColumn: number;
  /** Outputs of a tile whose code still fits into the caches, and how much more than that costs as much again. */
  readonly large: number;
  readonly twice: number;
}

type Table = ReadonlyMap<string, Costs>;

/** Lanes share the loads of columns. */
const shared = (multiplyAdd: number): Costs => ({
  multiplyAdd,
  loadOfRow: 3 * multiplyAdd,
  loadOfColumn: multiplyAdd,
  large: 128,
  twice: 640,
});

/** Each invocation loads for itself. */
const direct = (multiplyAdd: number, loadOfRow: number, loadOfColumn: number): Costs => ({
  multiplyAdd,
  loadOfRow,
  loadOfColumn,
  large: 64,
  twice: 320,
});

// lavapipe on AVX2: loads from buffers cost about twice as much as from textures.
const EIGHT_LANES: Table = new Map([
  ['window rotating from textures', shared(1)],
  ['window rotating', shared(1.3)],
  ['window in subgroups from textures', shared(1.3)],
  ['window in subgroups', shared(1.7)],
  ['window from textures', direct(0.6, 4, 13)],
  ['window', direct(0.6, 8, 26)],
  ['window by filter in subgroups from textures', shared(1)],
  ['window by filter in subgroups', shared(1.5)],
  ['window by filter from textures', direct(2.3, 4, 0)],
  ['window by filter', direct(3, 8, 0)],
  ['tile in subgroups from textures', shared(1.3)],
  ['tile in subgroups', shared(1.6)],
  ['tile from textures', direct(2.6, 4, 6)],
  ['tile', direct(3, 6, 9)],
]);

// SwiftShader.
const FOUR_LANES: Table = new Map([
  ['window in subgroups from textures', shared(1)],
  ['window rotating from textures', shared(1.2)],
  ['window in subgroups', shared(1.5)],
  ['window rotating', shared(1.6)],
  ['window from textures', shared(1.5)],
  ['window', shared(2)],
  ['window by filter in subgroups from textures', shared(1)],
  ['window by filter in subgroups', shared(1.4)],
  ['window by filter from textures', shared(1.5)],
  ['window by filter', shared(2)],
  ['tile in subgroups from textures', shared(1.4)],
  ['tile in subgroups', shared(1.8)],
  ['tile from textures', shared(2)],
  ['tile', shared(2.5)],
]);

// GPUs.
const OTHERS: Table = new Map([
  ['tile in workgroups', shared(1)],
  ['tile', shared(2)],
]);

/** Of kinds that a table does not name: last choice. */
const UNKNOWN = shared(10);

/** The time that a variant is expected to take, relative to others for the same product. */
export function expectedCost(
  variant: Variant,
  product: Product,
  adapter: AdapterCapabilities | undefined,
): number {
  const [rows, columns] = variant.tile;
  const costs = tableOf(adapter).get(variant.kind) ?? UNKNOWN;
  const { multiplyAdd, loadOfRow, loadOfColumn, large, twice } = costs;
  const tooLarge = 1 + Math.max(0, rows * columns - large) / twice;
  return (multiplyAdd + loadOfRow / columns + loadOfColumn / rows) * tooLarge * variant.waste(product);
}

function tableOf(adapter: AdapterCapabilities | undefined): Table {
  if (adapter?.kind !== 'software') return OTHERS;
  return adapter.subgroupSize?.[0] === 8 ? EIGHT_LANES : FOUR_LANES;
}
