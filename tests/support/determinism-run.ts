// The run whose bits must always be the same: 20 steps of the classic network with everything that draws random numbers
// or could depend on order: shuffling, dropout, a ragged last batch, a schedule, Adam's state. In a process of its own
// (run-typescript.mjs) it prints its fingerprint.

import { createHash } from 'node:crypto';
import {
  adam,
  classicCnn,
  cosineSchedule,
  createTrainer,
  type Trainer,
  type TrainerState,
} from '@shadegrad/core';
import { openTestGpu } from './gpu.js';
import { CLASSES, parityPictures } from './parity-problem.js';

const STEPS_PER_EPOCH = 10;
const EPOCHS = 2;
const BATCH_SIZE = 32;
/** The last batch of an epoch has 12 examples. */
const EXAMPLES = (STEPS_PER_EPOCH - 1) * BATCH_SIZE + 12;

/** A trainer before its first step. */
export async function newTrainer(): Promise<Trainer> {
  return createTrainer(await openTestGpu(), {
    model: classicCnn({ classes: CLASSES }),
    optimizer: adam(),
    schedule: cosineSchedule(),
    batchSize: BATCH_SIZE,
    seed: 42,
  });
}

/** Trains to the end, or until `stopAt` steps are done; steps under way are finished. */
export async function train(trainer: Trainer, { stopAt }: { stopAt?: number } = {}): Promise<void> {
  const { images, labels } = parityPictures();
  const controller = new AbortController();
  await trainer.fit(
    {
      images: images.subarray(0, EXAMPLES * 28 * 28),
      labels: labels.subarray(0, EXAMPLES),
      shape: [28, 28, 1],
      classes: Array.from({ length: CLASSES }, (_, label) => String(label)),
    },
    {
      epochs: EPOCHS,
      logEvery: 1,
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === 'step' && event.step === stopAt) controller.abort();
      },
    },
  );
}

/** A fingerprint of all weights and all of the optimizer's state. */
export function fingerprint({ weights, optimizer, progress }: TrainerState): string {
  const hash = createHash('sha256').update(JSON.stringify(progress));
  for (const [name, { data }] of [...weights, ...optimizer]) {
    hash.update(name).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
}

/** The fingerprint of an uninterrupted run. */
export async function uninterruptedRun(): Promise<string> {
  const trainer = await newTrainer();
  await train(trainer);
  const result = fingerprint(await trainer.state());
  trainer.destroy();
  return result;
}

if (process.argv.at(2)?.endsWith('determinism-run.ts')) {
  console.log(await uninterruptedRun());
  (await openTestGpu()).close();
}
