// shadegrad bench: where the time of a step goes, kernel by kernel. Needs no data: pictures are random.

import { createTrainer, type Gpu, type Profile, type Trace } from '@shadegrad/core';
import { openGpu } from '@shadegrad/core/node';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { type BenchOptions, parseBenchOptions } from '../options/bench-options.js';
import { LiveLine } from '../terminal/live-line.js';
import type { Surroundings } from '../terminal/output.js';
import { describeProfile } from '../terminal/profile-table.js';
import { TraceFile } from '../trace-file.js';
import { chooseVariants } from '../training/choose-variants.js';
import { type Basis, basisFromModelFile, basisFromPreset, optimizerFor } from '../training/settings.js';

export async function bench(raw: unknown, { stdout, stderr, env }: Surroundings): Promise<ExitCode> {
  const options = parseBenchOptions(raw);
  const basis =
    options.model === undefined
      ? basisFromPreset(options.preset ?? 'keras')
      : await basisFromModelFile(options.model);
  const file = options.trace === undefined ? undefined : await TraceFile.begin(options.trace, { steps: 0 });
  const gpu = await openGpu(options.adapter === undefined ? {} : { adapter: options.adapter });
  const line = new LiveLine(stderr);
  const status = (text: string): void => {
    if (stderr.isTerminal) line.draw(text);
  };
  try {
    const profile = await measure(gpu, { basis, options, trace: file?.trace, status, env });
    line.clear();
    if (options.json) stdout.write(`${JSON.stringify({ type: 'bench', ...profile })}\n`);
    else stdout.write(`${describeProfile(profile, stdout)}\n`);
    return EXIT.done;
  } finally {
    line.clear();
    gpu.close();
    await file?.write();
  }
}

interface Task {
  readonly basis: Basis;
  readonly options: BenchOptions;
  readonly trace: Trace | undefined;
  readonly env: Surroundings['env'];
  /** Shows what is going on. */
  readonly status: (text: string) => void;
}

async function measure(gpu: Gpu, { basis, options, trace, status, env }: Task): Promise<Profile> {
  const settings = {
    model: basis.model,
    optimizer: optimizerFor(basis.optimizer, options),
    batchSize: options.batchSize ?? basis.batchSize,
  };
  const variants = await chooseVariants(gpu, { ...settings, mode: options.tune ?? 'off', env, status });
  status('compiling kernels and measuring the adapter');
  const trainer = await createTrainer(gpu, {
    ...settings,
    variants,
    ...(trace !== undefined && { trace }),
  });
  return trainer.profile({
    pass: options.pass,
    repetitions: options.steps,
    ...(!options.timestamps && { method: 'repetition' }),
    onProgress: (done, of) => status(`timing kernels: ${done} of ${of}`),
  });
}
