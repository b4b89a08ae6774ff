// Compiling while the data load: a run's kernels follow from its flags, or from its folder, as long as the pictures are of
// the size that the network was written for. A guess that turns out wrong costs processor time and nothing else.

import {
  compileAhead,
  rememberedVariants,
  type CompileProgress,
  type Gpu,
  type Trace,
} from '@shadegrad/core';
import type { Environment } from '@shadegrad/data/node';
import { withoutDropout } from '../network-for-data.js';
import type { TrainOptions } from '../options/train-options.js';
import { defaultPreset } from '../presets.js';
import { readConfig } from '../run-folder/config.js';
import { runPaths } from '../run-folder/paths.js';
import { rememberedTable } from '../tuning-file.js';
import { basisFromModelFile, basisFromPreset, batchSizes, optimizerFor } from './settings.js';

export interface CompileEarlyOptions {
  readonly trace: Trace | undefined;
  readonly env: Environment;
  readonly onProgress: CompileProgress;
}

/**
 * Compiles the kernels that the run will need, as far as they can be known by now. Never rejects: whatever is wrong with
 * flags, folders or kernels is met again, and told, by those who prepare the run and make its trainer.
 */
export async function compileEarly(
  gpu: Gpu,
  options: TrainOptions,
  { trace, env, onProgress }: CompileEarlyOptions,
): Promise<void> {
  // Which kernels there will be is to be measured first, on a machine at rest.
  if (options.tune === 'quick' || options.tune === 'full') return;
  try {
    const settings = await likelySettings(options, gpu, env);
    await compileAhead(gpu, { ...settings, onProgress, ...(trace !== undefined && { trace }) });
  } catch {
    // See above.
  }
}

async function likelySettings(options: TrainOptions, { adapter }: Gpu, env: Environment) {
  if (options.resume !== undefined) {
    const config = await readConfig(runPaths(options.resume).config);
    const { model, optimizer, loss, batchSize, microBatchSize, variants = {} } = config;
    return { model, optimizer, loss, batchSize, ...(microBatchSize && { microBatchSize }), variants };
  }
  const basis =
    options.model === undefined
      ? basisFromPreset(options.preset ?? defaultPreset(adapter))
      : await basisFromModelFile(options.model);
  return {
    model: options.dropout ? basis.model : withoutDropout(basis.model),
    optimizer: optimizerFor(basis.optimizer, options),
    ...batchSizes(basis, options),
    variants: rememberedVariants(await rememberedTable(adapter, env)),
  };
}
