// What a way of computing a matrix product must offer. A strategy is a file here and a line in `index.ts`; each of its
// settings (tile sizes, for example) makes a variant, and which variant is fastest is found out on the adapter.

import type { Workgroups } from '../../kernel.js';
import type { Product } from '../products.js';

/** What variants depend on: the adapter's abilities, as far as they matter here. */
export interface Target {
  /** Lanes of a subgroup; absent where there are no subgroups or where their size is not always the same. */
  readonly subgroupSize?: number;
}

/** A strategy with all its settings: one way to compute a product. */
export interface Variant {
  /** Tells variants apart, in records of runs too: `window in subgroups 12×16`. */
  readonly name: string;
  /** Its name without the size of the tile. */
  readonly kind: string;
  /** Outputs that an invocation computes: rows and columns of the product. */
  readonly tile: readonly [rows: number, columns: number];
  /** True if it reads A and B from textures (see `input.ts`), not from buffers. */
  readonly textures: boolean;
  /** Computed outputs for each one that is wanted, at least 1: tiles reach over the edges. */
  waste(product: Product): number;
  /** Invocations that the output alone gives work to; where they are few, the sum is cut into parts. */
  invocations(product: Product): number;
  /** Writes the kernel, with the sum cut into about `parts` parts. */
  emit(product: Product, parts: number): Emitted;
}

export interface Emitted {
  /**
   * WGSL with bindings 0 (A) and 1 (B) and the entry point. It calls two functions that are put in front of it:
   * `start(column: u32) -> vec4f`, what the sums of four columns start from, and
   * `store(part: u32, row: u32, column: u32, sum: vec4f)`, which takes any four columns of any row, also rows and
   * columns past the last. `M` and `N`, rows and columns of C, and `OUTPUT_ROWS`, which is one more than `M` where there
   * are column sums, are there as well.
   */
  readonly wgsl: string;
  /** Values of the WGSL's own `override` constants. */
  readonly constants: Readonly<Record<string, number>>;
  readonly workgroups: Workgroups;
  /** Parts that the sum was cut into in the end; each writes a result of its own. */
  readonly parts: number;
}

export interface Strategy {
  /** Its variants that can compute `product` on such an adapter. */
  variants(product: Product, target: Target): readonly Variant[];
}

/** Cuts a loop of `steps` into `parts` of nearly equal length, none of them empty. */
export function cut(steps: number, parts: number): { readonly parts: number; readonly stepsPerPart: number } {
  const stepsPerPart = Math.ceil(steps / Math.max(1, Math.min(parts, steps)));
  return { parts: Math.ceil(steps / stepsPerPart), stepsPerPart };
}

/**
 * Lanes of a workgroup whose invocations share nothing: at most 64, and so many that few are idle. In eights, because
 * software adapters run as many at once.
 */
export function lanesOfWorkgroup(invocations: number): number {
  const workgroups = Math.ceil(invocations / 64);
  return Math.ceil(invocations / workgroups / 8) * 8;
}
