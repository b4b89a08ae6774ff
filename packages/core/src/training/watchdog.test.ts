// NaN and infinity, planted where they come up in practice, are found at the step and in the parameter that had them
// first.

import { afterEach, describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { categoricalCrossentropy } from '../losses/index.js';
import { adam, type Optimizer, rmsprop, sgd } from '../optimizers/index.js';
import { captureBuffers } from '../testing/capture-buffers.js';
import { brightThirds, deepLinear, tiny } from '../testing/networks.js';
import {
  createTrainer,
  type RunEvent,
  type Trainer,
  type TrainerOptions,
  type TrainerState,
} from './index.js';

const gpu = await openTestGpu();
const made: Trainer[] = [];
/** Four steps an epoch. */
const DATA = brightThirds(64);

async function newTrainer(options: Partial<TrainerOptions> = {}): Promise<Trainer> {
  const trainer = await createTrainer(gpu, { model: tiny(), batchSize: 16, seed: 7, ...options });
  made.push(trainer);
  return trainer;
}

afterEach(() => {
  for (const trainer of made.splice(0)) trainer.destroy();
});

/** The first parameter of which a weight, or something that the optimizer keeps for it, is not finite. */
function firstBroken({ weights, optimizer }: TrainerState): string | undefined {
  return [...weights.keys()].find((name) =>
    [...weights, ...optimizer].some(([key, { data }]) => key.endsWith(name) && !data.every(Number.isFinite)),
  );
}

describe('a weight', () => {
  test.each([
    ['conv2d/kernel', 35, NaN],
    ['conv2d/bias', 0, Infinity],
    ['dense/kernel', 107, -Infinity],
    ['dense/bias', 2, NaN],
  ])('of %s that is broken between two steps is found at the next', async (name, index, value) => {
    const trainer = await newTrainer({ optimizer: adam() });
    await trainer.fit(DATA, { epochs: 1 });
    const weights = await trainer.weights();
    const tensor = weights.get(name);
    if (tensor === undefined) throw new Error(`there is no ${name}`);
    tensor.data[index] = value;
    trainer.setWeights(weights);
    const run = trainer.fit(DATA, { epochs: 2 });
    await expect(run).rejects.toMatchObject({
      code: 'SHADEGRAD_DIVERGED',
      message: expect.stringMatching(`A weight of "${name}" was NaN or infinite before step 5 `),
    });
    expect(trainer.step).toBe(5);
  });
});

test('an input that is not a number breaks the loss, and no weight is blamed', async () => {
  const trainer = await newTrainer({ loss: categoricalCrossentropy() });
  const buffers = captureBuffers(gpu.device);
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent): void => {
    events.push(event);
    // The datasets that a trainer takes cannot hold one, so it is planted in the device's memory, after they are there.
    if (event.type === 'run_start') buffers.write('labels', 4 * 17, NaN);
  };
  const run = trainer.fit(DATA, { epochs: 1, onEvent });
  await expect(run).rejects.toMatchObject({ code: 'SHADEGRAD_DIVERGED' });
  buffers.release();
  expect(events.find(({ type }) => type === 'diverged')).toMatchObject({ what: 'loss', epoch: 1 });
});

/** One step an epoch, so that the state can be looked at before each. */
async function fitUntilBroken(trainer: Trainer) {
  const data = brightThirds(16);
  for (let epoch = 1; epoch <= 9; epoch++) {
    const events: RunEvent[] = [];
    const before = await trainer.state();
    const run = trainer.fit(data, { epochs: epoch, onEvent: (event) => events.push(event) });
    const error: unknown = await run.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const diverged = events.find(({ type }) => type === 'diverged');
    if (error !== undefined) return { error, diverged, before, epoch };
  }
  throw new Error('nothing was found');
}

describe.each<[string, Optimizer]>([
  ['descent', sgd({ learningRate: 1e6 })],
  ['momentum', sgd({ learningRate: 1e6, momentum: 0.9 })],
  ['RMSprop', rmsprop({ learningRate: 1e6 })],
  ['Adam', adam({ learningRate: 1e6 })],
  ['Adam far out', adam({ learningRate: 1e12 })],
])('a learning rate that is far too large, by %s,', (_, optimizer) => {
  test('is found at the first step that meets what it broke', async () => {
    const trainer = await newTrainer({ model: deepLinear(), optimizer });
    const { error, diverged, before, epoch } = await fitUntilBroken(trainer);
    expect(error).toMatchObject({ code: 'SHADEGRAD_DIVERGED' });
    expect(firstBroken(before)).toBeUndefined();
    const { learningRate } = optimizer;
    const what = expect.stringMatching(/loss|update/);
    const parameter = firstBroken(await trainer.state());
    expect(diverged).toMatchObject({ step: epoch, epoch, learningRate, what, parameter });
  });
});
