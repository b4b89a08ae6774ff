// Measures kernels; in a file of its own, so that it is loaded when a person asks for it.

import { parseModel, tune, tuningKey, type Gpu, type TuningTable } from '@shadegrad/core';
import type { TuningDatabase } from '../runs/tuning-database.js';
import type { RunConfig } from '../training/run-state.js';

/** What is known of this adapter afterwards, by matrix product. */
export async function tuneKernels(
  gpu: Gpu,
  { model, settings }: RunConfig,
  store: TuningDatabase,
  implementation: string,
  onProgress: (done: number, of: number, product: string) => void,
): Promise<TuningTable> {
  const { optimizer, batchSize } = settings;
  await tune(gpu, parseModel(model), { optimizer, batchSize, store, implementation, onProgress });
  return (await store.get(tuningKey(gpu.adapter, implementation))) ?? {};
}
