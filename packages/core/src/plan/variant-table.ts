// What is known of how fast the variants are on which adapters, so that a first run is good without measuring.

import type { Product, Variant } from '@shadegrad/shaders';
import { type AdapterCapabilities, targetOf } from './capabilities.js';

/** Times of what a tile's invocation does for each of its outputs, relative to those of the adapter's other kinds. */
type Costs = readonly [
  multiplyAdd: number,
  /** What a row's load costs for all columns together, and the other way round. */
  loadOfRow: number,
  loadOfColumn: number,
  /** Outputs of a tile whose code and sums still fit into the caches. */
  large: number,
];

type Table = Readonly<Record<string, Costs>>;

/** Outputs more than `large` that cost as much again. */
const TWICE = 640;

// Where each invocation loads for itself: lavapipe, also where it is not known how many lanes run in step.
const ALONE: Table = {
  'window from textures': [2.6, 6, 21, 192],
  window: [2.7, 22, 42, 64],
  'window by filter from textures': [4.3, 8, 5, 64],
  'window by filter': [8, 4, 0, 16],
  'tile from textures': [2.8, 16, 20.5, 128],
  tile: [2.9, 34, 45, 128],
};

// lavapipe with AVX-512. A load is for one lane, a multiply-add for all of them: with more lanes, loads weigh more.
const SIXTEEN_LANES: Table = {
  ...ALONE,
  'window in subgroups from textures': [0.3, 32, 4, 256],
  'window in subgroups': [0.3, 64, 4, 256],
  'window by filter in subgroups from textures': [0.8, 16, 6, 128],
  'window by filter in subgroups': [2.5, 32, 0, 256],
  'tile in subgroups from textures': [0.8, 48, 2, 256],
  'tile in subgroups': [2.5, 64, 0, 256],
};

// lavapipe with AVX2.
const EIGHT_LANES: Table = {
  ...ALONE,
  'window in subgroups from textures': [1.3, 16, 12, 128],
  'window in subgroups': [4, 8, 0, 384],
  'window by filter in subgroups from textures': [2.5, 16, 1, 256],
  'window by filter in subgroups': [4, 16, 0, 128],
  'tile in subgroups from textures': [3, 32, 0, 256],
  'tile in subgroups': [4, 24, 0, 128],
};

// SwiftShader.
const FOUR_LANES: Table = {
  'window from textures': [22, 160, 98, 512],
  window: [30, 224, 140, 64],
  'window by filter from textures': [14, 103, 50, 256],
  'window by filter': [20, 140, 70, 64],
  'tile from textures': [18, 120, 110, 128],
  tile: [26, 160, 140, 64],
  'window in subgroups from textures': [22, 78, 98, 512],
  'window in subgroups': [30, 110, 140, 512],
  'window by filter in subgroups from textures': [14, 103, 22, 256],
  'window by filter in subgroups': [18, 140, 30, 256],
  'tile in subgroups from textures': [11.6, 98, 73, 512],
  'tile in subgroups': [18, 140, 110, 256],
};

// GPUs.
const OTHERS: Table = {
  'tile in workgroups': [1, 3, 1, 128],
  tile: [2, 6, 2, 128],
};

/** Of kinds that a table does not name: last choice. */
const UNKNOWN: Costs = [1000, 0, 0, 128];

/** The time that a variant is expected to take, relative to others for the same product. */
export function expectedCost(
  variant: Variant,
  product: Product,
  adapter: AdapterCapabilities | undefined,
): number {
  const [rows, columns] = variant.tile;
  const [multiplyAdd, loadOfRow, loadOfColumn, large] = tableOf(adapter)[variant.kind] ?? UNKNOWN;
  const tooLarge = 1 + Math.max(0, rows * columns - large) / TWICE;
  return (multiplyAdd + loadOfRow / columns + loadOfColumn / rows) * tooLarge * variant.waste(product);
}

function tableOf(adapter: AdapterCapabilities | undefined): Table {
  if (adapter?.kind !== 'software') return OTHERS;
  switch (targetOf(adapter).subgroupSize) {
    case 16:
      return SIXTEEN_LANES;
    case 8:
      return EIGHT_LANES;
    case 4:
      return FOUR_LANES;
    default:
      return ALONE;
  }
}
