// The gradient that a training step computes for every weight of a model, against central differences of the same loss
// in float64. Between them, the models hold every kind of layer, odd sizes, strides and paddings, dropout, and a batch
// that is not full.

import {
  activation,
  conv2d,
  createTrainer,
  dense,
  dropout,
  flatten,
  initialize,
  maxPool2d,
  type Model,
  sequential,
  sgd,
  sparseCategoricalCrossentropy,
  threefry2x32,
  type Weights,
} from '@shadegrad/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestGpu } from './support/gpu.js';
import { referenceLoss, type ReferenceBatch } from './support/reference-network.js';

const gpu = await openTestGpu();
const SEED = 11;
const EXAMPLES = 5;
const BATCH_SIZE = 8;
/** Milliseconds; a software driver that has never seen these kernels takes its time. */
const COMPILING = 600_000;

const cases = [
  {
    name: 'every kind of layer, in odd sizes',
    labelSmoothing: 0,
    model: sequential({
      inputShape: [9, 7, 2],
      layers: [
        conv2d({ filters: 3, kernelSize: 3, strides: [2, 1], padding: 'same', activation: 'tanh' }),
        maxPool2d({ poolSize: [2, 3], strides: [1, 2], padding: 'same' }),
        dropout({ rate: 0.3 }),
        conv2d({ filters: 5, kernelSize: [2, 1], activation: 'sigmoid', useBias: false }),
        activation({ activation: 'relu' }),
        flatten(),
        dense({ units: 7, activation: 'relu' }),
        dropout({ rate: 0.4 }),
        dense({ units: 6, activation: 'softmax' }),
        activation({ activation: 'tanh' }),
        dense({ units: 3, activation: 'softmax' }),
      ],
    }),
  },
  {
    name: 'the classic network in miniature',
    labelSmoothing: 0,
    model: sequential({
      inputShape: [10, 10, 1],
      layers: [
        conv2d({ filters: 4, kernelSize: 3, activation: 'relu' }),
        conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }),
        maxPool2d(),
        dropout({ rate: 0.25 }),
        flatten(),
        dense({ units: 12, activation: 'relu' }),
        dropout({ rate: 0.5 }),
        dense({ units: 10, activation: 'softmax' }),
      ],
    }),
  },
  {
    name: 'dense over pictures, logits at the end, smoothed labels',
    labelSmoothing: 0.2,
    model: sequential({
      inputShape: [3, 5, 3],
      layers: [
        dense({ units: 4, activation: 'tanh' }),
        conv2d({ filters: 2, kernelSize: [1, 4], padding: 'same', strides: [1, 3] }),
        flatten(),
        dense({ units: 4 }),
      ],
    }),
  },
];

/** A number in [−1, 1). */
function draw(purpose: number, index: number): number {
  const bits = new Uint32Array(2);
  threefry2x32(SEED, purpose, 0, index, bits);
  return bits[0] * 2 ** -31 - 1;
}

/** Initial weights whose biases are not zero. */
function weightsOf(model: Model): Weights {
  return new Map(
    model.parameters.map(({ name, shape, index, initializer }) => {
      const data = initialize(initializer, shape, { seed: SEED, parameterIndex: index });
      return [name, { shape, data: name.endsWith('/bias') ? data.map((_, i) => draw(index, i) / 5) : data }];
    }),
  );
}

function batchFor(model: Model, labelSmoothing: number): ReferenceBatch {
  const elements = model.inputShape.reduce((product, extent) => product * extent, 1);
  return {
    images: Uint8Array.from({ length: EXAMPLES * elements }, (_, i) => 128 + 128 * draw(100, i)),
    labels: Uint8Array.from({ length: EXAMPLES }, (_, i) => (3 * i + 1) % model.outputShape[0]),
    labelSmoothing,
    seed: SEED,
    step: 0,
  };
}

/** One training step; gradient descent with momentum and a learning rate of 1 leaves minus the gradient in its slot. */
async function gpuStep(model: Model, weights: Weights, batch: ReferenceBatch) {
  const trainer = await createTrainer(gpu, {
    model,
    weights,
    optimizer: sgd({ learningRate: 1, momentum: 0.9 }),
    loss: sparseCategoricalCrossentropy({ labelSmoothing: batch.labelSmoothing }),
    batchSize: BATCH_SIZE,
    shuffle: false,
    seed: batch.seed,
  });
  const classes = Array.from({ length: model.outputShape[0] }, (_, label) => String(label));
  const { history } = await trainer.fit({ ...batch, shape: model.inputShape, classes }, { epochs: 1 });
  const { optimizer } = await trainer.state();
  trainer.destroy();
  return {
    loss: history[0].loss,
    gradient: (name: string) => optimizer.get(`momentum/${name}`)?.data.map((value) => -value) ?? [],
  };
}

/** (L(w + h) − L(w − h)) / 2h for each weight of one tensor. */
function centralDifferences(model: Model, weights: Weights, batch: ReferenceBatch, name: string): number[] {
  const exact = new Map([...weights].map(([key, { data }]) => [key, Float64Array.from(data)]));
  const tensor = exact.get(name) ?? new Float64Array();
  const h = 1e-5;
  return Array.from(tensor, (weight, i) => {
    const lossAt = (value: number): number => {
      tensor[i] = value;
      return referenceLoss(model, exact, batch);
    };
    const difference = (lossAt(weight + h) - lossAt(weight - h)) / (2 * h);
    tensor[i] = weight;
    return difference;
  });
}

describe.each(cases)('$name', ({ model, labelSmoothing }) => {
  const weights = weightsOf(model);
  const batch = batchFor(model, labelSmoothing);
  let step: Awaited<ReturnType<typeof gpuStep>>;

  beforeAll(async () => {
    step = await gpuStep(model, weights, batch);
  }, COMPILING);

  test('the loss agrees with float64', () => {
    const exact = new Map([...weights].map(([name, { data }]) => [name, Float64Array.from(data)]));
    expect(Math.abs(step.loss / referenceLoss(model, exact, batch) - 1)).toBeLessThan(1e-6);
  });

  test.each(model.parameters)('the gradient of $name agrees with central differences', ({ name, length }) => {
    const gradient = step.gradient(name);
    const expected = centralDifferences(model, weights, batch, name);
    expect(gradient).toHaveLength(length);
    const largest = Math.max(...expected.map(Math.abs));
    const worst = Math.max(...expected.map((value, i) => Math.abs(gradient[i] - value)));
    expect(largest).toBeGreaterThan(1e-4);
    expect(worst / largest).toBeLessThan(1e-5);
  });
});
