// All strategies, and their variants for a product on an adapter.

import type { Product } from '../products.js';
import type { Strategy, Target, Variant } from './strategy.js';
import { tile } from './tile.js';
import { window } from './window.js';
import { windowByFilter } from './window-by-filter.js';
import { workgroupTile } from './workgroup-tile.js';

/**
 * Raised when variants are added, removed or made so much faster or slower that what was measured of them is void.
 */
export const KERNELS_VERSION = 4;

const STRATEGIES: readonly Strategy[] = [tile, workgroupTile, window, windowByFilter];

/** Every way to compute `product` on such an adapter; their names differ. */
export const variantsOf = (product: Product, target: Target): readonly Variant[] =>
  STRATEGIES.flatMap((strategy) => strategy.variants(product, target));
