// What the trainer says of a network's insides, against the same computed in float64: every layer's output for several
// pictures, with the weights as they are in the middle of a run; and the gradients of its last step.

import {
  activation,
  conv2d,
  createTrainer,
  dense,
  dropout,
  flatten,
  maxPool2d,
  receptiveField,
  sequential,
  sgd,
  threefry2x32,
} from '../index.js';
import { afterAll, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { referenceActivations } from '../check/reference-network.js';

const gpu = await openTestGpu();

const model = sequential({
  inputShape: [9, 7, 2],
  layers: [
    dropout({ rate: 0.2 }),
    conv2d({ filters: 3, kernelSize: 3, strides: [2, 1], padding: 'same', activation: 'relu' }),
    // Its activation is a layer of its own, which the forward pass of training takes over.
    conv2d({ filters: 5, kernelSize: [2, 1], useBias: false }),
    activation({ activation: 'relu' }),
    maxPool2d({ poolSize: [2, 3], strides: [1, 2], padding: 'same' }),
    dropout({ rate: 0.3 }),
    flatten(),
    dense({ units: 7, activation: 'tanh' }),
    dense({ units: 3, activation: 'softmax' }),
  ],
});
const withoutDropout = sequential({
  inputShape: model.inputShape,
  layers: model.layers.map(({ settings }) => settings).filter(({ type }) => type !== 'dropout'),
});
const ELEMENTS = 9 * 7 * 2;
const dataset = {
  images: randomBytes(12 * ELEMENTS),
  labels: Uint8Array.from({ length: 12 }, (_, i) => i % 3),
  shape: [9, 7, 2],
  classes: ['a', 'b', 'c'],
};
const trainer = await createTrainer(gpu, {
  model,
  optimizer: sgd({ learningRate: 0.1 }),
  batchSize: 4,
  seed: 3,
});

afterAll(() => trainer.destroy());

function randomBytes(length: number): Uint8Array {
  const words = new Uint32Array(2);
  return Uint8Array.from({ length }, (_, i) => {
    threefry2x32(5, 1, i, 0, words);
    return words[0] % 256;
  });
}

test('before the first step all gradients are 0', async () => {
  const gradients = await trainer.gradients();
  expect([...gradients.keys()]).toEqual(model.parameters.map(({ name }) => name));
  for (const { data } of gradients.values()) expect(data.every((value) => value === 0)).toBe(true);
});

test('every layer puts out what its definition says, for each picture', async () => {
  await trainer.fit(dataset, { epochs: 1 });
  const pictures = 3;
  const images = dataset.images.subarray(0, pictures * ELEMENTS);
  const { step, weights, input, layers } = await trainer.activations(images);
  expect(step).toBe(3);
  expect(layers.map(({ name, shape }) => [name, shape])).toEqual(
    model.layers.map(({ name, outputShape }) => [name, outputShape]),
  );
  const reference = new Map([...weights].map(([name, { data }]) => [name, Float64Array.from(data)]));
  for (let picture = 0; picture < pictures; picture++) {
    const pixels = input.subarray(picture * ELEMENTS, (picture + 1) * ELEMENTS);
    expect(pixels[5]).toBeCloseTo(images[picture * ELEMENTS + 5] / 255, 6);
    referenceActivations(model, reference, pixels).forEach((expected, i) => {
      const layer = layers[i];
      const elements = expected.length;
      const actual = layer.values.subarray(picture * elements, (picture + 1) * elements);
      expect(actual).toHaveLength(elements);
      const worst = expected.reduce((most, value, k) => Math.max(most, Math.abs(value - actual[k])), 0);
      expect([layer.name, worst < 1e-5]).toEqual([layer.name, true]);
    });
  }
});

test('the last layer says what a prediction says, and both are of the weights as they are', async () => {
  const images = dataset.images.subarray(0, 3 * ELEMENTS);
  const { weights, layers } = await trainer.activations(images);
  const predicted = await trainer.predict(images);
  expect([...(layers.at(-1)?.values ?? [])]).toEqual([...predicted]);
  const now = await trainer.weights();
  for (const [name, { data }] of weights) expect(data).toEqual(now.get(name)?.data);
});

test('while it trains, a run that is looked into gives the same bits', async () => {
  const settings = { model, optimizer: sgd({ learningRate: 0.1 }), batchSize: 4, seed: 8 };
  const [looked, alone] = [await createTrainer(gpu, settings), await createTrainer(gpu, settings)];
  try {
    const running = looked.fit(dataset, { epochs: 4 });
    const seen: number[] = [];
    for (let i = 0; i < 3; i++) {
      const { step } = await looked.activations(dataset.images.subarray(0, 3 * ELEMENTS));
      await looked.gradients();
      seen.push(step);
    }
    await running;
    await alone.fit(dataset, { epochs: 4 });
    expect(seen.every((step) => step >= 0 && step <= 12)).toBe(true);
    const [a, b] = [await looked.weights(), await alone.weights()];
    for (const [name, { data }] of a) expect(data).toEqual(b.get(name)?.data);
  } finally {
    looked.destroy();
    alone.destroy();
  }
});

test('plain gradient descent moves the weights by the gradients that are told of', async () => {
  const before = await trainer.weights();
  await trainer.fit(dataset, { epochs: 100, steps: 1 });
  const [after, gradients] = [await trainer.weights(), await trainer.gradients()];
  for (const [name, { data }] of gradients) {
    const moved = data.map((gradient, i) => (before.get(name)?.data[i] ?? 0) - 0.1 * gradient);
    const worst = moved.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (after.get(name)?.data[i] ?? Number.NaN))),
      0,
    );
    expect([name, worst < 1e-6]).toEqual([name, true]);
    expect(data.some((gradient) => gradient !== 0)).toBe(true);
  }
});

test('the gradients of a batch that is computed in parts are those of the whole batch', async () => {
  const settings = { model: withoutDropout, optimizer: sgd({ learningRate: 0.1 }), batchSize: 4, seed: 8 };
  const whole = await createTrainer(gpu, settings);
  const inParts = await createTrainer(gpu, { ...settings, microBatchSize: 2 });
  try {
    for (const each of [whole, inParts]) await each.fit(dataset, { epochs: 1, steps: 1 });
    const [expected, actual] = [await whole.gradients(), await inParts.gradients()];
    for (const [name, { data }] of expected) {
      const others = actual.get(name)?.data ?? new Float32Array(0);
      const worst = data.reduce((most, value, i) => Math.max(most, Math.abs(value - others[i])), 0);
      expect([name, worst < 1e-6]).toEqual([name, true]);
    }
  } finally {
    whole.destroy();
    inParts.destroy();
  }
});

test('a receptive field is where its layer looks', () => {
  const [, convolution, , , pooling, , flat] = model.layers;
  expect(receptiveField(convolution, 0, 0)).toEqual({ top: -1, left: -1, height: 3, width: 3 });
  expect(receptiveField(convolution, 4, 6)).toEqual({ top: 7, left: 5, height: 3, width: 3 });
  expect(receptiveField(pooling, 1, 2)).toEqual({ top: 1, left: 3, height: 2, width: 3 });
  expect(receptiveField(flat, 0, 0)).toBeUndefined();
});

test('what is no picture of the model is refused', async () => {
  await expect(trainer.activations(new Uint8Array(5))).rejects.toThrow('whole number of pictures');
});
