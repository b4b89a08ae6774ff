// shadegrad train: from flags to a run folder with a trained, evaluated network in it.

import { resolve } from 'node:path';
import { createTrainer, type Gpu, type Trace, type Trainer } from '@shadegrad/core';
import { openGpu } from '@shadegrad/core/node';
import type { ExitCode } from '../exit-codes.js';
import { formatBytes } from '../format.js';
import { listenForCheckpointRequests, listenForInterrupt, orInterrupted } from '../interrupt.js';
import { parseTrainOptions, type TrainOptions } from '../options/train-options.js';
import { readConfig } from '../run-folder/config.js';
import { assertCanHoldRuns, assertWritable } from '../run-folder/create.js';
import { RunLock } from '../run-folder/lock.js';
import { runPaths } from '../run-folder/paths.js';
import type { Surroundings } from '../terminal/output.js';
import { TraceFile } from '../trace-file.js';
import { TrainingDisplay } from '../terminal/training-display.js';
import { compileEarly } from '../training/compile-early.js';
import { chooseVariants } from '../training/choose-variants.js';
import { prepareNewRun, prepareResumedRun, type PreparedRun } from '../training/prepare.js';
import { RunEvents } from '../training/run-events.js';
import { trainInFolder } from '../training/train-in-folder.js';

export async function train(raw: unknown, surroundings: Surroundings): Promise<ExitCode> {
  const options = parseTrainOptions(raw);
  const display = options.quiet ? undefined : new TrainingDisplay(surroundings.stderr);
  const interrupt = listenForInterrupt(
    () => display?.say('Ending after this step. Press Ctrl-C again to end at once.'),
    () => display?.close(),
  );
  // Before there is anything to keep, a request for a checkpoint has no effect.
  const stopListening = listenForCheckpointRequests(() => {});
  const lock = new RunLock();
  const events = new RunEvents({ display, json: options.json ? surroundings.stdout : undefined });
  try {
    return await trainWith({ options, surroundings, display, events, lock, signal: interrupt.signal });
  } catch (cause) {
    const error = orInterrupted(cause, interrupt.signal);
    events.fail(error);
    throw error;
  } finally {
    stopListening();
    interrupt.release();
    await lock.release();
    // Last, since a disk that fails may fail here as well.
    events.close();
  }
}

/** What the parts of the command share. */
export interface TrainingSession {
  readonly options: TrainOptions;
  readonly surroundings: Surroundings;
  readonly display: TrainingDisplay | undefined;
  readonly events: RunEvents;
  readonly signal: AbortSignal;
  /** Of the run's folder. */
  readonly lock: RunLock;
}

/** Steps whose kernels stand in a trace: enough to see how they vary, too few to be felt. */
const TRACED_STEPS = 20;

async function trainWith(session: TrainingSession): Promise<ExitCode> {
  const { trace } = session.options;
  if (trace === undefined) return trainTraced(session, undefined);
  const file = await TraceFile.begin(trace, { steps: TRACED_STEPS });
  try {
    return await trainTraced(session, file.trace);
  } finally {
    await file.write();
  }
}

async function trainTraced(session: TrainingSession, trace: Trace | undefined): Promise<ExitCode> {
  const { options } = session;
  const out = resolve(options.out ?? 'runs');
  if (options.resume === undefined) await assertCanHoldRuns(out);
  else await lockRun(session.lock, resolve(options.resume));
  const open = () => openGpu(options.adapter === undefined ? {} : { adapter: options.adapter });
  const gpu = await open();
  let trainer: Trainer | undefined;
  const onProgress = (compiled: number, of: number) =>
    session.display?.status(`compiling kernels  ${compiled} of ${of}`);
  const preparing = prepare(session, gpu);
  // Once the data are there, the trainer's own count is the one to show.
  let isLoading = true;
  const compiling = compileEarly(gpu, options, {
    trace,
    env: session.surroundings.env,
    onProgress: (compiled, of) => {
      if (isLoading) onProgress(compiled, of);
    },
  });
  try {
    const prepared = await preparing;
    isLoading = false;
    const { model, optimizer, loss, schedule, batchSize, microBatchSize, seed, shuffle } = prepared.config;
    const settings = { model, optimizer, loss, schedule, batchSize, seed, shuffle };
    const { weights, resumed } = prepared;
    const variants = await variantsOf(session, prepared, gpu);
    trainer = await createTrainer(gpu, {
      ...settings,
      ...(microBatchSize !== undefined && { microBatchSize }),
      recovery: { reopen: open },
      onProgress,
      variants,
      ...(weights !== undefined && { weights }),
      ...(trace !== undefined && { trace }),
    });
    if (resumed?.checkpoint !== undefined) {
      trainer.restore(resumed.checkpoint.state);
      // It counts from here on, whatever the run has changed it to by itself.
      if (options.learningRate !== undefined) trainer.setLearningRate(options.learningRate);
    }
    // A run that goes on keeps what it began with, also where this adapter has to do without.
    const config = {
      ...prepared.config,
      ...(microBatchSize !== undefined && { microBatchSize: trainer.plan.microBatchSize }),
      variants: prepared.config.variants ?? trainer.plan.variants,
    };
    return await trainInFolder(out, { ...session, prepared: { ...prepared, config }, trainer });
  } finally {
    await compiling;
    // Another one than in the beginning, where a device was lost.
    (trainer?.gpu ?? gpu).close();
  }
}

/** No other process may go on with the run, or still be at it. */
async function lockRun(lock: RunLock, folder: string): Promise<void> {
  await readConfig(runPaths(folder).config);
  await assertWritable(folder);
  await lock.take(folder);
}

/** A run that goes on takes its recorded variants, because its bits depend on them. */
async function variantsOf(
  { options, surroundings, display, signal }: TrainingSession,
  { config, resumed }: PreparedRun,
  gpu: Gpu,
): Promise<Readonly<Record<string, string>>> {
  if (resumed !== undefined) return config.variants ?? {};
  const { model, optimizer, loss, batchSize } = config;
  return chooseVariants(gpu, {
    model,
    optimizer,
    loss,
    batchSize,
    mode: options.tune ?? 'off',
    env: surroundings.env,
    signal,
    status: (text) => display?.status(text),
  });
}

function prepare(
  { options, surroundings, display, signal }: TrainingSession,
  gpu: Gpu,
): Promise<PreparedRun> {
  const loading = {
    signal,
    onDownload: (file: string, received: number, total: number | undefined) =>
      display?.status(
        `fetching ${file}  ${formatBytes(received)}${total === undefined ? '' : ` of ${formatBytes(total)}`}`,
      ),
  };
  if (options.resume !== undefined) {
    return prepareResumedRun(options.resume, options, gpu.adapter, surroundings, loading);
  }
  return prepareNewRun(options, gpu.adapter, surroundings, loading);
}
