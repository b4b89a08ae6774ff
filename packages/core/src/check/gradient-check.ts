// The gradient that a training step computes for every weight of a model, against central differences of the same loss
// in float64. Between them, the models hold every kind of layer, odd sizes, strides and paddings, dropout, and a batch
// that is not full.

import { initialize } from '../initializers/index.js';
import { activation, conv2d, dense, dropout, flatten, maxPool2d } from '../layers/factories.js';
import { sparseCategoricalCrossentropy } from '../losses/index.js';
import { type Model, sequential } from '../model/index.js';
import { sgd } from '../optimizers/index.js';
import { threefry2x32 } from '../random/index.js';
import type { Gpu } from '../runtime/gpu.js';
import { createTrainer, type Weights } from '../training/index.js';
import { type ReferenceBatch, referenceLoss } from './reference-network.js';

const SEED = 11;
const EXAMPLES = 5;
const BATCH_SIZE = 8;

/** How far a gradient may be off, by the largest of its parameter. */
export const GRADIENT_TOLERANCE = 1e-5;
/** How far the loss may be off, by itself. */
export const LOSS_TOLERANCE = 1e-6;

export interface GradientCase {
  readonly name: string;
  readonly labelSmoothing: number;
  readonly model: Model;
}

export const gradientCases: readonly GradientCase[] = [
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
async function gpuStep(gpu: Gpu, model: Model, weights: Weights, batch: ReferenceBatch) {
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

/** What a training step made of a case, and float64 of the same. */
export interface GradientComparison {
  readonly loss: { readonly actual: number; readonly expected: number };
  readonly parameters: readonly {
    readonly name: string;
    readonly actual: ArrayLike<number>;
    readonly expected: ArrayLike<number>;
  }[];
}

/** Runs one training step of the case's model and computes all its gradients a second time. */
export async function compareGradients(
  gpu: Gpu,
  { model, labelSmoothing }: GradientCase,
): Promise<GradientComparison> {
  const weights = weightsOf(model);
  const batch = batchFor(model, labelSmoothing);
  const step = await gpuStep(gpu, model, weights, batch);
  const exact = new Map([...weights].map(([name, { data }]) => [name, Float64Array.from(data)]));
  return {
    loss: { actual: step.loss, expected: referenceLoss(model, exact, batch) },
    parameters: model.parameters.map(({ name }) => ({
      name,
      actual: step.gradient(name),
      expected: centralDifferences(model, weights, batch, name),
    })),
  };
}
