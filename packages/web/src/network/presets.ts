// Networks to start from, each with the settings that it is trained with.

import {
  adadelta,
  adam,
  classicCnn,
  constantSchedule,
  cosineSchedule,
  smallCnn,
  tinyCnn,
  type Model,
  type Optimizer,
  type Schedule,
} from '@shadegrad/core';
import { networkOf, type NetworkState } from './network-state.js';

export interface Preset {
  readonly title: string;
  readonly about: string;
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly batchSize: number;
  readonly epochs: number;
  readonly validationSplit: number;
}

const classic: Preset = {
  title: 'Classic Keras',
  about: 'Keras’ MNIST example: 1.2 million parameters, 99 % after a few epochs',
  model: classicCnn(),
  optimizer: adadelta({ learningRate: 1 }),
  schedule: constantSchedule(),
  batchSize: 128,
  epochs: 12,
  validationSplit: 0.1,
};

const small: Preset = {
  title: 'Small',
  about: 'two thin convolutions, 28 thousand parameters: quick on any adapter',
  model: smallCnn(),
  optimizer: adam({ learningRate: 0.004 }),
  schedule: cosineSchedule(),
  batchSize: 64,
  epochs: 3,
  validationSplit: 0.1,
};

const tiny: Preset = {
  title: 'Tiny',
  about: 'one convolution of four filters: every weight can be looked at',
  model: tinyCnn(),
  optimizer: adam({ learningRate: 0.01 }),
  schedule: constantSchedule(),
  batchSize: 64,
  epochs: 3,
  validationSplit: 0.1,
};

export const PRESETS = { classic, small, tiny } as const satisfies Readonly<Record<string, Preset>>;

/** As it is edited. */
export const networkOfPreset = ({ model }: Preset): NetworkState =>
  networkOf(
    model.name,
    model.layers.map(({ settings }) => settings),
  );

export type PresetName = keyof typeof PRESETS;

export const presetNames = ['classic', 'small', 'tiny'] as const satisfies readonly PresetName[];
