// The moving average of the weights in whole runs: it is that of the run without it, and everything but training uses it.

import { afterEach, describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { misses } from '@shadegrad/shaders/check';
import { adadelta, adam, type Optimizer, optimizerSlots, parseOptimizer, sgd } from '../optimizers/index.js';
import { sparseCategoricalCrossentropy } from '../losses/index.js';
import { plan } from '../plan/index.js';
import { brightThirds, tiny } from '../testing/networks.js';
import { createTrainer, type Trainer, type TrainerOptions, type Weights } from './index.js';

const gpu = await openTestGpu();
const DATA = brightThirds(3 * 32);
const MOMENTUM = 0.6;
const made: Trainer[] = [];

afterEach(() => {
  for (const trainer of made.splice(0)) trainer.destroy();
});

async function trainerWith(optimizer: Optimizer, options: Partial<TrainerOptions> = {}): Promise<Trainer> {
  const trainer = await createTrainer(gpu, { model: tiny(), optimizer, batchSize: 32, seed: 3, ...options });
  made.push(trainer);
  return trainer;
}

const averaged = (optimizer: Optimizer): Optimizer => parseOptimizer({ ...optimizer, emaMomentum: MOMENTUM });

/** The weights after each step, beginning with the initial ones. */
async function weightsByStep(trainer: Trainer, steps: number): Promise<Weights[]> {
  const all = [await trainer.weights()];
  for (let step = 0; step < steps; step++) {
    await trainer.fit(DATA, { epochs: 100, steps: 1 });
    all.push(await trainer.weights());
  }
  return all;
}

/** The tensors of `unaveraged`, by the names of the weights. */
async function unaveraged(trainer: Trainer): Promise<Weights> {
  const { optimizer } = await trainer.state();
  const prefix = 'unaveraged/';
  const own = [...optimizer].filter(([name]) => name.startsWith(prefix));
  return new Map(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

/** What the average should be, in float64. */
function averageOf(byStep: readonly Weights[], tensor: string): Float64Array {
  const [initial, ...later] = byStep.map((weights) => weights.get(tensor)?.data ?? new Float32Array());
  const average = Float64Array.from(initial ?? []);
  later.forEach((weights, t) => {
    const past = Math.min(MOMENTUM, (1 + t) / (10 + t));
    weights.forEach((weight, i) => (average[i] = past * (average[i] ?? NaN) + (1 - past) * weight));
  });
  return average;
}

describe.each([sgd({ learningRate: 0.1 }), adam(), adadelta()])('$type', (optimizer) => {
  test('trains as without averaging, to the bit, and keeps the average of what it went through', async () => {
    const steps = 14;
    const byStep = await weightsByStep(await trainerWith(optimizer), steps);
    const trainer = await trainerWith(averaged(optimizer));
    await trainer.fit(DATA, { epochs: 100, steps });
    expect(await unaveraged(trainer)).toEqual(byStep.at(-1));
    for (const [name, { data }] of await trainer.weights()) {
      const tolerance = { absolute: 1e-6, relative: 1e-5 };
      expect(misses(data, averageOf(byStep, name), tolerance)).toEqual([]);
      expect(data).not.toEqual(byStep.at(-1)?.get(name)?.data);
    }
  });
});

test('what evaluates, predicts and looks inside uses the average', async () => {
  const trainer = await trainerWith(averaged(adam({ learningRate: 0.02 })));
  await trainer.fit(DATA, { epochs: 3 });
  const weights = await trainer.weights();
  const plain = await trainerWith(adam(), { weights });
  expect(await trainer.evaluate(DATA)).toEqual(await plain.evaluate(DATA));
  expect(await trainer.predict(DATA.images)).toEqual(await plain.predict(DATA.images));
  expect((await trainer.activations(DATA.images.subarray(0, 64))).weights).toEqual(weights);
  plain.setWeights(await unaveraged(trainer));
  expect(await trainer.predict(DATA.images)).not.toEqual(await plain.predict(DATA.images));
});

test('validation after an epoch is that of the average', async () => {
  const trainer = await trainerWith(averaged(adam()));
  const { history } = await trainer.fit(DATA, { epochs: 2, validationData: DATA });
  const { evaluation } = await trainer.evaluate(DATA);
  expect(history.at(-1)?.validationLoss).toBe(evaluation.loss);
});

test('a state that was put back goes on to the same bits', async () => {
  const whole = await trainerWith(averaged(adam()));
  await whole.fit(DATA, { epochs: 4 });
  const first = await trainerWith(averaged(adam()));
  await first.fit(DATA, { epochs: 4, steps: 5 });
  const second = await trainerWith(averaged(adam()));
  second.restore(await first.state());
  await second.fit(DATA, { epochs: 4 });
  expect(await second.state()).toEqual(await whole.state());
});

test('training goes on from weights that were set, not from those of before', async () => {
  const trainer = await trainerWith(averaged(sgd({ learningRate: 0 })));
  await trainer.fit(DATA, { epochs: 1 });
  const weights = (await trainerWith(sgd(), { seed: 8 })).weights();
  trainer.setWeights(await weights);
  await trainer.fit(DATA, { epochs: 2 });
  expect(await unaveraged(trainer)).toEqual(await weights);
  expect(await trainer.weights()).toEqual(await weights);
});

test('a step of several micro-batches is averaged once', async () => {
  const whole = await trainerWith(averaged(sgd({ learningRate: 0.1 })), { model: tiny() });
  const parts = await trainerWith(averaged(sgd({ learningRate: 0.1 })), { microBatchSize: 8 });
  for (const trainer of [whole, parts]) await trainer.fit(DATA, { epochs: 3 });
  const expected = await whole.weights();
  for (const [name, { data }] of await parts.weights()) {
    const tolerance = { absolute: 1e-5, relative: 1e-4 };
    expect(misses(data, expected.get(name)?.data ?? [], tolerance)).toEqual([]);
  }
});

test('a run without averaging cannot go on with it', async () => {
  const plain = await trainerWith(adam());
  const trainer = await trainerWith(averaged(adam()));
  const state = await plain.state();
  expect(() => trainer.restore(state)).toThrow(expect.objectContaining({ code: 'SHADEGRAD_WEIGHTS' }));
});

test('the plan has four bytes a weight more, and one dispatch', () => {
  const settings = { batchSize: 32, loss: sparseCategoricalCrossentropy() };
  const without = plan(tiny(), { ...settings, optimizer: adam() });
  const made = plan(tiny(), { ...settings, optimizer: averaged(adam()) });
  expect(made.bytes - without.bytes).toBe(4 * tiny().parameterBufferLength);
  expect(made.passes.training.slice(0, -1).map(({ label }) => label)).toEqual(
    without.passes.training.map(({ label }) => label),
  );
  expect(made.passes.training.at(-1)).toMatchObject({ label: 'average of the weights', endsStep: true });
  expect(optimizerSlots(averaged(adam()))).toEqual(['momentum', 'velocity', 'unaveraged']);
});

test.each([1, -0.1, NaN, '0.9'])('a momentum of %j is refused', (emaMomentum) => {
  expect(() => parseOptimizer({ type: 'adam', emaMomentum })).toThrow(
    expect.objectContaining({
      code: 'SHADEGRAD_SETTINGS_OPTIMIZER',
      message: expect.stringContaining('"emaMomentum" must be a number from 0 to below 1'),
    }),
  );
});
