// What was measured, as plain JSON, and where it is kept: a file in Node, a database in a browser.

import { KERNELS_VERSION } from '@shadegrad/shaders';
import * as v from 'valibot';
import type { AdapterDescription } from '../runtime/gpu.js';

const productSchema = v.object({
  variant: v.string(),
  thoroughness: v.picklist(['quick', 'full']),
  /** Time of the table's choice by that of this one; 1 where they are the same. */
  speedup: v.pipe(v.number(), v.finite(), v.minValue(1)),
});

const tableSchema = v.record(v.string(), productSchema);

/** The variant that was found for a product. */
export type TunedProduct = Readonly<v.InferOutput<typeof productSchema>>;

/** What was found on one adapter, by the products' keys. */
export type TuningTable = Readonly<Record<string, TunedProduct>>;

/** Remembers tables. One that cannot be read is as good as none: it is measured again. */
export interface TuningStore {
  get(key: string): Promise<TuningTable | undefined>;
  set(key: string, table: TuningTable): Promise<void>;
}

/** A stored table, or undefined where this is none: damaged, or of another time. */
export function parseTuningTable(stored: unknown): TuningTable | undefined {
  const result = v.safeParse(tableSchema, stored);
  return result.success ? result.output : undefined;
}

/**
 * What a table holds for: the adapter, its driver, the implementation of WebGPU and this library's kernels. Products
 * name their shapes themselves.
 *
 * @param implementation Name and version of the browser or of Dawn.
 * @example
 * ```ts no-run
 * const table = await store.get(tuningKey(gpu.adapter, 'Dawn of webgpu 0.6.2'));
 * ```
 */
export function tuningKey(
  { name, vendor, architecture, driver, subgroupSize = [0, 0] }: AdapterDescription,
  implementation: string,
): string {
  return JSON.stringify([
    name,
    vendor,
    architecture,
    driver,
    ...subgroupSize,
    implementation,
    KERNELS_VERSION,
  ]);
}

/** The names alone, as `plan` and `createTrainer` take them. */
export function rememberedVariants(table: TuningTable = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(table).map(([key, { variant }]) => [key, variant]));
}
