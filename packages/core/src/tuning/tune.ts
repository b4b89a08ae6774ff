// Finds the fastest variant of each matrix product of a model on the adapter itself, and remembers it.

import { type Product, variantsOf } from '@shadegrad/shaders';
import { ShadegradError } from '../errors.js';
import { type Loss, sparseCategoricalCrossentropy } from '../losses/index.js';
import type { Model } from '../model/index.js';
import { adam, type Optimizer } from '../optimizers/index.js';
import { targetOf } from '../plan/capabilities.js';
import { type PlanOptions, planWithProducts } from '../plan/make-plan.js';
import type { PassName, Plan, PlannedDispatch } from '../plan/index.js';
import type { Gpu } from '../runtime/gpu.js';
import { candidatesOf, type Thoroughness } from './candidates.js';
import { measureCandidates } from './measure-candidates.js';
import type { Candidate } from './scratch.js';
import { type TunedProduct, tuningKey, type TuningStore, type TuningTable } from './tuning-store.js';

export interface TuneOptions {
  /** Examples of a training step, as for the trainer: products have the batch in their shape. @default 128 */
  readonly batchSize?: number;
  /** @default adam() */
  readonly optimizer?: Optimizer;
  /** @default sparseCategoricalCrossentropy() */
  readonly loss?: Loss;
  /** `quick` measures about four variants of each product, `full` all that have a chance. @default 'quick' */
  readonly thoroughness?: Thoroughness;
  /** Where choices are looked up and kept. What it has in this thoroughness is not measured again. @default nowhere */
  readonly store?: TuningStore;
  /** Name and version of the browser or of Dawn, for which a choice is kept. @default '' */
  readonly implementation?: string;
  /** Ends tuning; what was measured before is kept in the store. */
  readonly signal?: AbortSignal;
  /** Hears before each product that is measured: how many are done, of how many, and its key. */
  readonly onProgress?: (done: number, of: number, productKey: string) => void;
  /** Hears after each product how many seconds its variants took, by name. */
  readonly onMeasured?: (productKey: string, seconds: ReadonlyMap<string, number>) => void;
}

/** Products with less than this share of a training step's operations are left to the table. */
const LEAST_SHARE = 0.01;
/** Another variant must be so much faster than the table's choice: less is noise. */
const LEAST_SPEEDUP = 1.03;
const ROUNDS = { quick: 8, full: 12 } as const satisfies Record<Thoroughness, number>;

/**
 * Chooses the variant of each matrix product of a model: remembered, or measured on the adapter now, or the table's
 * where the product hardly counts. Measuring takes seconds on a GPU and up to minutes on a software adapter. Results
 * differ in their last bits from variant to variant, so keep the choice beside what was trained with it.
 *
 * @returns Names of variants by the products' keys, for the `variants` of `createTrainer` and `plan`.
 * @throws ShadegradError `SHADEGRAD_SETTINGS`, `SHADEGRAD_MODEL_SHAPE`, `SHADEGRAD_LIMIT` as `plan` does,
 *   `SHADEGRAD_OUT_OF_MEMORY`; the signal's reason once it is aborted.
 * @example
 * ```ts
 * import { createTrainer, dense, sequential, tune } from '@shadegrad/core';
 * import { openGpu } from '@shadegrad/core/node';
 *
 * const gpu = await openGpu();
 * const model = sequential({ inputShape: [64], layers: [dense({ units: 10, activation: 'softmax' })] });
 * const variants = await tune(gpu, model, { batchSize: 32 });
 * const trainer = await createTrainer(gpu, { model, batchSize: 32, variants });
 * console.log(Object.keys(trainer.plan.variants).length); // 2
 * trainer.destroy();
 * gpu.close();
 * ```
 */
export async function tune(
  gpu: Gpu,
  model: Model,
  options: TuneOptions = {},
): Promise<Record<string, string>> {
  const { batchSize = 128, optimizer = adam(), loss = sparseCategoricalCrossentropy() } = options;
  const { thoroughness = 'quick', store, implementation = '', signal } = options;
  const settings: PlanOptions = { batchSize, optimizer, loss, adapter: gpu.adapter };
  const { plan, products } = planWithProducts(model, settings);
  const key = tuningKey(gpu.adapter, implementation);
  const known = (await store?.get(key)) ?? {};
  const chosen: Record<string, string> = { ...plan.variants };
  const open: Product[] = [];
  for (const product of products.values()) {
    const remembered = known[product.key];
    if (remembered !== undefined && isUsable(remembered, product, gpu)) {
      chosen[product.key] = remembered.variant;
      if (remembered.thoroughness === 'full' || thoroughness === 'quick') continue;
    }
    if (product.flops >= LEAST_SHARE * stepFlops(plan)) open.push(product);
  }
  for (const [done, product] of open.entries()) {
    signal?.throwIfAborted();
    options.onProgress?.(done, open.length, product.key);
    const candidates = draft(product, model, settings, thoroughness);
    const seconds = await measureCandidates(gpu, candidates, ROUNDS[thoroughness], signal);
    options.onMeasured?.(product.key, seconds);
    const tuned = decide(seconds, plan.variants[product.key] ?? '', thoroughness);
    chosen[product.key] = tuned.variant;
    if (store !== undefined) await remember(store, key, { [product.key]: tuned });
  }
  return chosen;
}

const isUsable = ({ variant }: TunedProduct, product: Product, gpu: Gpu): boolean =>
  variantsOf(product, targetOf(gpu.adapter)).some(({ name }) => name === variant);

const stepFlops = ({ passes }: Plan): number =>
  passes.training.reduce((sum, { kernel }) => sum + kernel.flops, 0);

/** The product's dispatches in each variant, as a plan with that variant has them. */
function draft(
  product: Product,
  model: Model,
  settings: PlanOptions,
  thoroughness: Thoroughness,
): readonly Candidate[] {
  const tallest = settings.adapter?.limits['maxTextureDimension2D'] ?? Infinity;
  return candidatesOf(product, settings.adapter, thoroughness).flatMap(({ name }): readonly Candidate[] => {
    const made = planOrNothing(model, { ...settings, variants: { [product.key]: name } });
    if (made === undefined || made.textures.some(({ height }) => height > tallest)) return [];
    return [{ variant: name, dispatches: dispatchesOf(made, product.key), textures: made.textures }];
  });
}

/** A variant whose partial sums do not fit into this adapter's buffers is no candidate. */
function planOrNothing(model: Model, settings: PlanOptions): Plan | undefined {
  try {
    return planWithProducts(model, settings).plan;
  } catch (error) {
    if (error instanceof ShadegradError && error.code === 'SHADEGRAD_LIMIT') return undefined;
    throw error;
  }
}

const PASSES = ['training', 'evaluation', 'prediction'] as const satisfies readonly PassName[];

/** One or two: the product, and where its sum is cut into parts the sum of these. */
function dispatchesOf({ passes }: Plan, product: string): readonly PlannedDispatch[] {
  for (const pass of PASSES) {
    const first = passes[pass].findIndex((dispatch) => dispatch.product === product);
    const [one, two] = passes[pass].slice(first, first + 2);
    if (first < 0 || one === undefined) continue;
    const isCut = two?.product === product && 'partials' in two.kernel.bindings;
    return isCut ? [one, two] : [one];
  }
  return [];
}

function decide(
  seconds: ReadonlyMap<string, number>,
  table: string,
  thoroughness: Thoroughness,
): TunedProduct {
  const tableSeconds = seconds.get(table) ?? Infinity;
  const [fastest, least] = [...seconds].reduce(
    (best, next) => (next[1] < best[1] ? next : best),
    [table, tableSeconds],
  );
  if (!(tableSeconds >= LEAST_SPEEDUP * least) || !Number.isFinite(tableSeconds)) {
    // Where the table's choice does not compile, whatever does is better.
    return { variant: Number.isFinite(tableSeconds) ? table : fastest, thoroughness, speedup: 1 };
  }
  return { variant: fastest, thoroughness, speedup: tableSeconds / Math.max(least, Number.MIN_VALUE) };
}

/** Adds to what the store has by now: others may have added to it meanwhile. */
async function remember(store: TuningStore, key: string, found: TuningTable): Promise<void> {
  await store.set(key, { ...(await store.get(key)), ...found });
}
