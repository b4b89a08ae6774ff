// Complete settings under a name. Plain data: a preset is where flags start from, and config.json keeps what came of it.

import {
  adadelta,
  adam,
  classicCnn,
  constantSchedule,
  conv2d,
  cosineSchedule,
  dense,
  flatten,
  maxPool2d,
  oneCycleSchedule,
  sequential,
  smallCnn,
  type Model,
  type Optimizer,
  type Schedule,
} from '@shadegrad/core';

export interface Preset {
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly batchSize: number;
  readonly epochs: number;
  /** Share of the training images kept for validation; 0 validates on the test images. */
  readonly validationSplit: number;
  /** Most training images; absent for all. */
  readonly trainingLimit?: number;
  /** A run against the clock: drivers compile before it starts, and no epoch is validated unless asked for. */
  readonly timed?: boolean;
  /** What the preset is for, in a sentence. */
  readonly about: string;
}

/**
 * The network of Keras' classic MNIST example with the example's settings: Adadelta at learning rate 1, batches of
 * 128, 12 epochs over all training images, validated on the test images.
 */
const keras: Preset = {
  about: 'the classic MNIST network, batch 128, 12 epochs over all images',
  model: classicCnn({ name: 'keras' }),
  optimizer: adadelta({ learningRate: 1 }),
  schedule: constantSchedule(),
  batchSize: 128,
  epochs: 12,
  validationSplit: 0,
};

/** Sized so that a software adapter, even SwiftShader on two cores, is done within about two minutes. */
const quick: Preset = {
  about: 'a small network for a software adapter, done within about two minutes',
  model: smallCnn({ name: 'quick' }),
  optimizer: adam({ learningRate: 0.004 }),
  schedule: cosineSchedule(),
  batchSize: 32,
  epochs: 2,
  validationSplit: 0.1,
  trainingLimit: 16_000,
};

/**
 * The fewest seconds to 99 % on MNIST's test images: twice over all training images with a network that takes a third of
 * the arithmetic of train_mnist_fast's, which goes over them once.
 *
 * @see https://github.com/tuomaso/train_mnist_fast, and docs/decisions.md for what was tried.
 */
const speedrun: Preset = {
  about: 'the fewest seconds to 99 % on MNIST; says what the clock counted',
  model: sequential({
    name: 'speedrun',
    inputShape: [28, 28, 1],
    layers: [
      conv2d({ filters: 8, kernelSize: 5, activation: 'relu' }),
      maxPool2d({ poolSize: 2 }),
      conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
      maxPool2d({ poolSize: 2 }),
      flatten(),
      dense({ units: 64, activation: 'relu' }),
      dense({ units: 10, activation: 'softmax' }),
    ],
  }),
  optimizer: adam({ learningRate: 0.015, beta1: 0.7, beta2: 0.9 }),
  schedule: oneCycleSchedule({ pctStart: 0.2, annealStrategy: 'linear' }),
  batchSize: 256,
  epochs: 2,
  validationSplit: 0,
  timed: true,
};

export const PRESETS = { keras, quick, speedrun } as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof PRESETS;

/** Where a run starts from when nothing was named: the real thing, unless the processor has to do it all. */
export function defaultPreset(adapter: { readonly kind: 'hardware' | 'software' }): PresetName {
  return adapter.kind === 'hardware' ? 'keras' : 'quick';
}
