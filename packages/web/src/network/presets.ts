// Networks to start from, each with the settings that it is trained with.

import {
  adadelta,
  adam,
  constantSchedule,
  conv2d,
  cosineSchedule,
  dense,
  dropout,
  flatten,
  maxPool2d,
  type LayerSettings,
  type Optimizer,
  type Schedule,
} from '@shadegrad/core';
import { networkOf, type NetworkState } from './network-state.js';

export interface Preset {
  readonly title: string;
  readonly about: string;
  readonly network: () => NetworkState;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly batchSize: number;
  readonly epochs: number;
  readonly validationSplit: number;
}

const network = (name: string, layers: readonly LayerSettings[]) => (): NetworkState =>
  networkOf(name, layers);

/** @see https://github.com/keras-team/keras-io/blob/master/examples/vision/mnist_convnet.py and its ancestor mnist_cnn.py */
const classic: Preset = {
  title: 'Classic Keras',
  about: 'Keras’ MNIST example: 1.2 million parameters, 99 % after a few epochs',
  network: network('classic', [
    conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
    conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
    maxPool2d({ poolSize: 2 }),
    dropout({ rate: 0.25 }),
    flatten(),
    dense({ units: 128, activation: 'relu' }),
    dropout({ rate: 0.5 }),
    dense({ units: 10, activation: 'softmax' }),
  ]),
  optimizer: adadelta({ learningRate: 1 }),
  schedule: constantSchedule(),
  batchSize: 128,
  epochs: 12,
  validationSplit: 0.1,
};

const small: Preset = {
  title: 'Small',
  about: 'two thin convolutions, 28 thousand parameters: quick on any adapter',
  network: network('small', [
    conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }),
    maxPool2d({ poolSize: 2 }),
    conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
    maxPool2d({ poolSize: 2 }),
    flatten(),
    dense({ units: 64, activation: 'relu' }),
    dense({ units: 10, activation: 'softmax' }),
  ]),
  optimizer: adam({ learningRate: 0.004 }),
  schedule: cosineSchedule(),
  batchSize: 64,
  epochs: 3,
  validationSplit: 0.1,
};

const tiny: Preset = {
  title: 'Tiny',
  about: 'one convolution of four filters: every weight can be looked at',
  network: network('tiny', [
    conv2d({ filters: 4, kernelSize: 5, strides: 2, activation: 'relu' }),
    maxPool2d({ poolSize: 2 }),
    flatten(),
    dense({ units: 10, activation: 'softmax' }),
  ]),
  optimizer: adam({ learningRate: 0.01 }),
  schedule: constantSchedule(),
  batchSize: 64,
  epochs: 3,
  validationSplit: 0.1,
};

export const PRESETS = { classic, small, tiny } as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof PRESETS;

export const presetNames = ['classic', 'small', 'tiny'] as const satisfies readonly PresetName[];
