// What a soak of hours looks for, in seconds: objects that an epoch, an evaluation or anything else leaves on the GPU; and
// whether growth would be noticed. The real thing: npm run campaign:soak

import {
  adam,
  conv2d,
  createTrainer,
  dense,
  dropout,
  flatten,
  maxPool2d,
  sequential,
  type Trainer,
} from '@shadegrad/core';
import { syntheticDigits } from '@shadegrad/data';
import { describe, expect, it } from 'vitest';
import { openTestGpu } from './support/gpu.js';
import { gpuObjects } from './support/soak/gpu-objects.mjs';
import { fittedGrowth } from './support/soak/growth.js';

const { train, test } = syntheticDigits({ train: 96, test: 32, seed: 4 });
const model = sequential({
  inputShape: [28, 28, 1],
  layers: [
    conv2d({ filters: 4, kernelSize: 5, strides: 2, activation: 'relu' }),
    maxPool2d({ poolSize: 2 }),
    dropout({ rate: 0.2 }),
    flatten(),
    dense({ units: 10, activation: 'softmax' }),
  ],
});

/** What the process holds on its GPU now. */
function alive(): { readonly buffers: number; readonly textures: number; readonly querySets: number } {
  const { buffers, textures, querySets } = gpuObjects();
  return { buffers, textures, querySets };
}

async function makeTrainer(): Promise<Trainer> {
  const gpu = await openTestGpu();
  const recovery = { reopen: openTestGpu, keepEvery: 0 };
  return createTrainer(gpu, { model, optimizer: adam(), batchSize: 16, microBatchSize: 8, recovery });
}

describe('what a run holds on the GPU', () => {
  it('is the same after each epoch, whatever is kept on the way, and nothing once it is over', async () => {
    const before = alive();
    const trainer = await makeTrainer();
    const made = alive();
    expect(made.buffers).toBeGreaterThan(before.buffers);
    const afterEpochs: ReturnType<typeof alive>[] = [];
    await trainer.fit(train, {
      epochs: 5,
      validationData: test,
      snapshots: { isDue: (step) => step % 2 === 0, take: () => {} },
      onEpochEnd: async () => {
        await trainer.state();
        afterEpochs.push(alive());
      },
    });
    expect(afterEpochs).toEqual(Array.from({ length: 5 }, () => afterEpochs[0]));
    expect(alive()).toEqual(made);
    trainer.destroy();
    expect(alive()).toEqual(before);
  });

  it('is the same after everything else that a trainer is asked for', async () => {
    const trainer = await makeTrainer();
    const made = alive();
    await trainer.evaluate(test);
    await trainer.predict(test.images);
    await trainer.activations(test.images.subarray(0, 784));
    await trainer.gradients();
    await trainer.warmUp(train);
    await trainer.profile({ repetitions: 1 });
    expect(alive()).toEqual(made);
    trainer.destroy();
  });
});

describe('the growth of a soak', () => {
  const minutes = Array.from({ length: 100 }, (_, time) => time);
  // One sample in seven is taken while a validation holds six buffers more.
  const buffers = (leaked: (time: number) => number) =>
    minutes.map((time) => ({ time, value: 30 + leaked(time) + (time % 7 === 3 ? 6 : 0) }));

  it('is none where samples only waver', () => {
    expect(fittedGrowth(buffers(() => 0))).toBe(0);
    expect(fittedGrowth([])).toBe(0);
    expect(fittedGrowth([{ time: 1, value: 5 }])).toBe(0);
  });

  it('is told of one object every twenty minutes', () => {
    const growth = fittedGrowth(buffers((time) => Math.floor(time / 20)));
    expect(growth).toBeGreaterThan(3);
    expect(growth).toBeLessThan(6);
  });

  it('is that of the line, not of the last sample', () => {
    const line = minutes.map((time) => ({ time, value: time === 99 ? 1e9 : 2 * time }));
    expect(fittedGrowth(line)).toBeCloseTo(198);
  });
});
