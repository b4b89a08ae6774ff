// Which variants compute a network's matrix products: remembered for this adapter, measured if that is asked for, else
// the adapter's table decides.

import { rememberedVariants, tune, type Gpu, type Loss, type Model, type Optimizer } from '@shadegrad/core';
import type { Environment } from '@shadegrad/data/node';
import { implementation, rememberedTable, TuningFiles } from '../tuning-file.js';

/** `off` measures nothing. */
export type TuneMode = 'off' | 'quick' | 'full';

export interface VariantTask {
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly loss?: Loss;
  readonly batchSize: number;
  readonly mode: TuneMode;
  readonly env: Environment;
  readonly signal?: AbortSignal;
  /** Shows what is going on. */
  readonly status: (text: string) => void;
}

export async function chooseVariants(gpu: Gpu, task: VariantTask): Promise<Readonly<Record<string, string>>> {
  const { model, optimizer, loss, batchSize, mode, env, signal, status } = task;
  if (mode === 'off') return rememberedVariants(await rememberedTable(gpu.adapter, env));
  return tune(gpu, model, {
    optimizer,
    batchSize,
    ...(loss && { loss }),
    thoroughness: mode,
    store: new TuningFiles(env),
    implementation: implementation(),
    ...(signal && { signal }),
    onProgress: (done, of, key) => status(`tuning ${done + 1} of ${of}: ${key}`),
  });
}
