// Networks for tests of model files: one that has learnt digits, and several that have each kind of layer with its
// settings away from their defaults. And what shadegrad itself makes of them.

import {
  activation,
  adam,
  conv2d,
  cosineSchedule,
  createTrainer,
  dense,
  dropout,
  flatten,
  initialWeights,
  maxPool2d,
  sequential,
  size,
  type Model,
  type Weights,
} from '@shadegrad/core';
import type { TrainedNetwork } from '@shadegrad/core/formats';
import { syntheticDigits, take, type Dataset } from '@shadegrad/data';
import { loadDataset } from '@shadegrad/data/node';
import { openTestGpu } from './gpu.js';

const mnistFolder = process.env['SHADEGRAD_DATA'] ?? '';

/** For the name of a test: which pictures it sees. */
export const whichDigits: string = mnistFolder === '' ? 'drawn digits (SHADEGRAD_DATA is not set)' : 'MNIST';

export interface Digits {
  readonly train: Dataset;
  readonly test: Dataset;
}

/** Real MNIST where its files are at hand, drawn digits elsewhere; with all its test images. */
export async function loadDigits(): Promise<Digits> {
  if (mnistFolder === '') return syntheticDigits({ train: 6000, test: 10_000, seed: 5 });
  const { train, test } = await loadDataset({ source: mnistFolder });
  return { train: take(train, 6000), test };
}

/** Trains a small network for an epoch: enough to know most digits. */
export async function trainedOn(train: Dataset): Promise<TrainedNetwork> {
  const model = sequential({
    name: 'digits',
    inputShape: [28, 28, 1],
    layers: [
      conv2d({ filters: 6, kernelSize: 3, activation: 'relu' }),
      maxPool2d(),
      conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }),
      maxPool2d(),
      dropout({ rate: 0.25 }),
      flatten(),
      dense({ units: 32, activation: 'relu' }),
      dropout({ rate: 0.1 }),
      dense({ units: 10, activation: 'softmax' }),
    ],
  });
  const trainer = await createTrainer(await openTestGpu(), {
    model,
    optimizer: adam({ learningRate: 0.004 }),
    schedule: cosineSchedule(),
    batchSize: 64,
    seed: 1,
  });
  await trainer.fit(train, { epochs: 1 });
  const { weights } = await trainer.state();
  trainer.destroy();
  return { model, weights, classes: train.classes };
}

/** What shadegrad computes: the outputs of all examples, one after the other. */
export async function predict(
  { model, weights }: TrainedNetwork,
  images: Float32Array | Uint8Array,
): Promise<Float32Array> {
  const batchSize = Math.min(250, images.length / size(model.inputShape));
  const trainer = await createTrainer(await openTestGpu(), { model, weights, batchSize });
  const outputs = await trainer.predict(images);
  trainer.destroy();
  return outputs;
}

/** Correct answers among the test images. */
export async function correctOf({ model, weights }: TrainedNetwork, test: Dataset): Promise<number> {
  const trainer = await createTrainer(await openTestGpu(), { model, weights, batchSize: 250 });
  const { evaluation } = await trainer.evaluate(test);
  trainer.destroy();
  return evaluation.correct;
}

/** Weights that are no accident: biases too differ from zero. */
function scattered(model: Model, seed: number): Weights {
  const weights = initialWeights(model, seed);
  return new Map(
    [...weights].map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((value, i) => (name.endsWith('/bias') ? Math.sin(seed + 3 * i) / 4 : value)) },
    ]),
  );
}

const network = (name: string, options: Omit<Parameters<typeof sequential>[0], 'name'>): TrainedNetwork => {
  const model = sequential({ name, ...options });
  return { model, weights: scattered(model, name.length) };
};

/** Every kind of layer, odd sizes, settings away from their defaults. */
export const variety: readonly TrainedNetwork[] = [
  network('same padding, strides and three channels', {
    inputShape: [13, 11, 3],
    layers: [
      conv2d({ filters: 5, kernelSize: [5, 2], strides: [2, 1], padding: 'same', activation: 'tanh' }),
      maxPool2d({ poolSize: 3, strides: 2, padding: 'same' }),
      conv2d({ filters: 4, kernelSize: 2, useBias: false, activation: 'sigmoid' }),
      flatten(),
      dense({ units: 7, useBias: false, activation: 'softmax' }),
    ],
  }),
  network('activations of their own', {
    inputShape: [9, 8, 2],
    layers: [
      conv2d({ filters: 3, kernelSize: 3 }),
      dropout({ rate: 0.5 }),
      activation({ activation: 'relu' }),
      maxPool2d({ poolSize: [2, 3], strides: [1, 2] }),
      activation({ activation: 'tanh' }),
      flatten(),
      activation({ activation: 'sigmoid' }),
      dense({ units: 6, activation: 'linear', kernelInitializer: 'heNormal' }),
      activation({ activation: 'softmax' }),
    ],
  }),
  network('dense layers on pictures', {
    inputShape: [5, 4, 3],
    layers: [
      dense({ units: 6, activation: 'relu' }),
      conv2d({ filters: 4, kernelSize: 2 }),
      dense({ units: 5, activation: 'softmax', name: 'mixed.channels-5' }),
      flatten(),
      dense({ units: 3 }),
    ],
  }),
  network('only vectors', {
    inputShape: [17],
    layers: [flatten(), dense({ units: 9, activation: 'tanh' }), dense({ units: 4, activation: 'softmax' })],
  }),
];

/** Inputs for a network: numbers from −1 to 1. */
export function inputsFor({ model }: TrainedNetwork, examples: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: examples * size(model.inputShape) },
    (_, i) => Math.sin(i * 12.9898) * Math.cos(i / 7),
  );
}

/** Pictures as networks see them: from 0 to 1. */
export const toFloats = (images: Uint8Array): Float32Array<ArrayBuffer> =>
  Float32Array.from(images, (value) => value / 255);

/** The largest difference between two lists of numbers, which must be as long. */
export function largestDifference(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Infinity;
  return actual.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? NaN))), 0);
}
