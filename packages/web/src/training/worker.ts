// Draws, trains and evaluates away from the page's thread, so that the page never stutters.

import { createTrainer, requestGpu, ShadegradError, type Gpu } from '@shadegrad/core';
import { syntheticDigits } from '@shadegrad/data';
import type { FromWorker, Reading, ToWorker } from './messages.js';
import { BATCH_SIZE, DIGITS, EPOCHS, model, optimizer, schedule } from './network.js';

/** Test digits shown with what the network takes them for. */
const READINGS = 20;

const say = (message: FromWorker): void => self.postMessage(message);
const gpu = openGpu();
let stopping = new AbortController();

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.type) {
    case 'train':
      void telling(() => train(data.seed));
      break;
    case 'stop':
      stopping.abort();
      break;
    case 'profile':
      void telling(profile);
      break;
    default:
      data satisfies never;
  }
});

void telling(async () => say({ type: 'ready', adapter: (await gpu).adapter }));

async function openGpu(): Promise<Gpu> {
  if (navigator.gpu === undefined) {
    throw new ShadegradError(
      'SHADEGRAD_NO_WEBGPU',
      'This browser has WebGPU in pages but not in workers.',
      'Update the browser.',
    );
  }
  return requestGpu(navigator.gpu);
}

async function train(seed: number): Promise<void> {
  stopping = new AbortController();
  const { signal } = stopping;
  say({ type: 'drawing' });
  const digits = syntheticDigits(DIGITS);
  say({ type: 'compiling' });
  const trainer = await createTrainer(await gpu, { model, optimizer, schedule, seed, batchSize: BATCH_SIZE });
  try {
    await trainer.fit(digits.train, {
      epochs: EPOCHS,
      logEvery: 1,
      signal,
      onEvent: (event) => say({ type: 'event', event }),
    });
    const { evaluation, outcomes } = await trainer.evaluate(digits.test);
    const pixels = 28 * 28;
    const readings = outcomes.slice(0, READINGS).map(({ index, truth, predicted, confidence }): Reading => ({
      image: digits.test.images.slice(index * pixels, (index + 1) * pixels),
      truth,
      predicted,
      confidence,
    }));
    say({ type: 'evaluated', evaluation, readings });
  } finally {
    trainer.destroy();
  }
}

async function profile(): Promise<void> {
  say({ type: 'profiling', done: 0, of: 1 });
  const trainer = await createTrainer(await gpu, { model, optimizer, batchSize: BATCH_SIZE });
  try {
    const profiled = await trainer.profile({
      onProgress: (done, of) => say({ type: 'profiling', done, of }),
    });
    say({ type: 'profiled', profile: profiled });
  } finally {
    trainer.destroy();
  }
}

/** A worker's uncaught errors lose their fix on the way to the page, so they are told instead. */
async function telling(task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    if (error instanceof ShadegradError) say({ type: 'failed', message: error.message, fix: error.fix });
    else say({ type: 'failed', message: String(error), fix: 'Reload the page and try again.' });
  }
}
