// A batch that is computed in micro-batches is the same batch: the same loss curve but for rounding, dropout included.

import { afterEach, describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { conv2d, dense, dropout, flatten, maxPool2d } from '../layers/factories.js';
import { sparseCategoricalCrossentropy } from '../losses/index.js';
import { type Model, sequential } from '../model/index.js';
import { plan } from '../plan/index.js';
import { adam, sgd } from '../optimizers/index.js';
import type { Gpu } from '../runtime/gpu.js';
import { brightThirds } from '../testing/networks.js';
import { microBatchSizes } from './micro-batch-size.js';
import { createTrainer, type Trainer, type TrainerOptions } from './index.js';

const gpu = await openTestGpu();
const made: Trainer[] = [];
/** The last batch of an epoch has 76 examples: two micro-batches of 32, and one that is not full. */
const DATA = brightThirds(3 * 128 + 76);

afterEach(() => {
  for (const trainer of made.splice(0)) trainer.destroy();
});

/** Elements of an example before dropout: 108, of which 4 · 27, and 7, which is odd. */
const network = (rate: number): Model =>
  sequential({
    inputShape: [8, 8, 1],
    layers: [
      conv2d({ filters: 3, kernelSize: 3, activation: 'relu' }),
      maxPool2d(),
      dropout({ rate }),
      flatten(),
      dense({ units: 7, activation: 'relu' }),
      dropout({ rate }),
      dense({ units: 3, activation: 'softmax' }),
    ],
  });

async function curve(options: Partial<TrainerOptions>) {
  const trainer = await createTrainer(gpu, { model: network(0), batchSize: 128, seed: 5, ...options });
  made.push(trainer);
  const losses: number[] = [];
  const accuracies: number[] = [];
  await trainer.fit(DATA, {
    epochs: 3,
    logEvery: 1,
    onEvent: (event) => {
      if (event.type !== 'step') return;
      losses.push(event.loss);
      accuracies.push(event.accuracy);
    },
  });
  expect(losses).toHaveLength(12);
  return { losses, accuracies, trainer };
}

const worst = (losses: readonly number[], expected: readonly number[]): number =>
  Math.max(...losses.map((loss, i) => Math.abs(loss / (expected[i] ?? NaN) - 1)));

describe.each([
  { what: 'descent', optimizer: sgd({ learningRate: 0.1 }), rate: 0 },
  { what: 'Adam', optimizer: adam({ learningRate: 0.003 }), rate: 0 },
  { what: 'Adam with dropout', optimizer: adam({ learningRate: 0.003 }), rate: 0.4 },
  { what: 'clipped descent', optimizer: sgd({ learningRate: 0.1, globalClipnorm: 0.2 }), rate: 0 },
])('by $what, a batch of 128', ({ optimizer, rate }) => {
  const model = network(rate);

  test.each([64, 32, 17])(
    'in micro-batches of %i has the loss curve of the whole',
    async (microBatchSize) => {
      const whole = await curve({ model, optimizer });
      const parts = await curve({ model, optimizer, microBatchSize });
      expect(worst(parts.losses, whole.losses)).toBeLessThan(1e-5);
      expect(parts.accuracies).toEqual(whole.accuracies);
      expect(Math.abs((whole.losses.at(-1) ?? NaN) / (whole.losses[0] ?? NaN) - 1)).toBeGreaterThan(0.01);
    },
  );
});

test('micro-batches take less memory, and evaluate and predict the same', async () => {
  const whole = await curve({});
  const parts = await curve({ microBatchSize: 16 });
  expect(parts.trainer.plan.bytes).toBeLessThan(whole.trainer.plan.bytes / 4);
  parts.trainer.setWeights(await whole.trainer.weights());
  const evaluations = [await whole.trainer.evaluate(DATA), await parts.trainer.evaluate(DATA)];
  expect(evaluations[1]?.evaluation.loss).toBeCloseTo(evaluations[0]?.evaluation.loss ?? NaN, 6);
  const predictions = [await whole.trainer.predict(DATA.images), await parts.trainer.predict(DATA.images)];
  predictions[1]?.forEach((value, i) => expect(value).toBeCloseTo(predictions[0]?.[i] ?? NaN, 6));
});

test.each([0, 129, 1.5])('a micro-batch of %d is refused', async (microBatchSize) => {
  await expect(curve({ microBatchSize })).rejects.toMatchObject({ code: 'SHADEGRAD_SETTINGS' });
});

/** The test's adapter, as if it had less. */
const smaller = (less: { readonly binding?: number; readonly memory?: number }): Gpu => {
  const { adapter } = gpu;
  const limits = { ...adapter.limits, ...(less.binding && { maxStorageBufferBindingSize: less.binding }) };
  return { ...gpu, adapter: { ...adapter, limits, ...(less.memory && { memory: less.memory }) } };
};

async function sizeOn(adapter: Gpu): Promise<number> {
  const trainer = await createTrainer(adapter, {
    model: network(0),
    batchSize: 100,
    microBatchSize: 'auto',
  });
  made.push(trainer);
  return trainer.plan.microBatchSize;
}

describe('the largest micro-batch that fits', () => {
  test('is the whole batch where there is room', async () => {
    expect(await sizeOn(gpu)).toBe(100);
  });

  test('is as large as a buffer may be', async () => {
    // The first convolution puts out 6 · 6 · 3 floats for each example.
    expect(await sizeOn(smaller({ binding: 4 * 108 * 40 }))).toBe(34);
  });

  test('is as large as the memory allows', async () => {
    const half = plan(network(0), {
      optimizer: adam(),
      loss: sparseCategoricalCrossentropy(),
      batchSize: 100,
      microBatchSize: 50,
      adapter: gpu.adapter,
    }).bytes;
    expect(await sizeOn(smaller({ memory: half }))).toBe(50);
    expect(await sizeOn(smaller({ memory: half - 1 }))).toBe(34);
  });

  test('does not exist where not even one example fits', async () => {
    await expect(sizeOn(smaller({ memory: 1000 }))).rejects.toMatchObject({
      code: 'SHADEGRAD_LIMIT',
      message: expect.stringMatching(
        /^At micro-batch size 1 the buffers take [\d,]+ bytes, but the adapter has at most 1,000/,
      ),
    });
  });
});

test.each([1, 2, 3, 7, 100, 128, 65_536])(
  'a batch of %i is tried whole, then in ever smaller parts',
  (batchSize) => {
    const sizes = microBatchSizes(batchSize);
    expect(sizes[0]).toBe(batchSize);
    expect(sizes.at(-1)).toBe(1);
    expect(sizes).toEqual([...new Set(sizes)].sort((a, b) => b - a));
  },
);
