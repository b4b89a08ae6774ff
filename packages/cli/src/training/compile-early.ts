// Compiling while the data load: a run's kernels follow from its flags, or from its folder, as long as the pictures are of
// the size that the network was written for. A guess that turns out wrong costs processor time and nothing else.

import { compileAhead, type CompileProgress, type Gpu, type Trace } from '@shadegrad/core';
import { withoutDropout } from '../network-for-data.js';
import type { TrainOptions } from '../options/train-options.js';
import { defaultPreset } from '../presets.js';
import { readConfig } from '../run-folder/config.js';
import { runPaths } from '../run-folder/paths.js';
import { basisFromModelFile, basisFromPreset, optimizerFor } from './settings.js';

export interface CompileEarlyOptions {
  readonly trace: Trace | undefined;
  readonly onProgress: CompileProgress;
}

/**
 * Compiles the kernels that the run will need, as far as they can be known by now. Never rejects: whatever is wrong with
 * flags, folders or kernels is met again, and told, by those who prepare the run and make its trainer.
 */
export async function compileEarly(
  gpu: Gpu,
  options: TrainOptions,
  { trace, onProgress }: CompileEarlyOptions,
): Promise<void> {
  try {
    const settings = await likelySettings(options, gpu);
    await compileAhead(gpu, { ...settings, onProgress, ...(trace !== undefined && { trace }) });
  } catch {
    // See above.
  }
}

async function likelySettings(options: TrainOptions, { adapter }: Gpu) {
  if (options.resume !== undefined) {
    const { model, optimizer, loss, batchSize } = await readConfig(runPaths(options.resume).config);
    return { model, optimizer, loss, batchSize };
  }
  const basis =
    options.model === undefined
      ? basisFromPreset(options.preset ?? defaultPreset(adapter))
      : await basisFromModelFile(options.model);
  return {
    model: options.dropout ? basis.model : withoutDropout(basis.model),
    optimizer: optimizerFor(basis.optimizer, options),
    batchSize: options.batchSize ?? basis.batchSize,
  };
}
