// What the page trains: a network and a set of digits small enough for any adapter, a software one included.

import {
  adam,
  conv2d,
  cosineSchedule,
  dense,
  dropout,
  flatten,
  maxPool2d,
  sequential,
} from '@shadegrad/core';

export const EPOCHS = 3;
export const BATCH_SIZE = 64;

/** Drawn, not downloaded: the page needs no network. */
export const DIGITS = { train: 6000, test: 1000, seed: 1 } as const;

export const model = sequential({
  name: 'quick',
  inputShape: [28, 28, 1],
  layers: [
    conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }),
    maxPool2d({ poolSize: 2 }),
    conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
    maxPool2d({ poolSize: 2 }),
    flatten(),
    dense({ units: 64, activation: 'relu' }),
    dropout({ rate: 0.25 }),
    dense({ units: 10, activation: 'softmax' }),
  ],
});

export const optimizer = adam({ learningRate: 0.003 });
export const schedule = cosineSchedule();
