// The network learns: on real MNIST where its files are at hand, and on drawn digits everywhere.

import {
  adam,
  conv2d,
  cosineSchedule,
  createTrainer,
  dense,
  dropout,
  flatten,
  maxPool2d,
  sequential,
} from '@shadegrad/core';
import { syntheticDigits, take, type Dataset } from '@shadegrad/data';
import { loadDataset } from '@shadegrad/data/node';
import { expect, test } from 'vitest';
import { openTestGpu } from './support/gpu.js';

// Milliseconds; a software driver compiles for a while.
const PATIENCE = 300_000;

/** Test accuracy of a small convolutional network after three epochs. */
async function accuracyAfterThreeEpochs(training: Dataset, examples: Dataset): Promise<number> {
  const model = sequential({
    inputShape: [28, 28, 1],
    layers: [
      conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }),
      maxPool2d(),
      conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
      maxPool2d(),
      dropout({ rate: 0.1 }),
      flatten(),
      dense({ units: 64, activation: 'relu' }),
      dense({ units: 10, activation: 'softmax' }),
    ],
  });
  const trainer = await createTrainer(await openTestGpu(), {
    model,
    optimizer: adam({ learningRate: 0.004 }),
    schedule: cosineSchedule(),
    batchSize: 32,
    seed: 1,
  });
  await trainer.fit(training, { epochs: 3 });
  const { evaluation } = await trainer.evaluate(examples);
  trainer.destroy();
  return evaluation.accuracy;
}

const folder = process.env['SHADEGRAD_DATA'];

test.skipIf(folder === undefined)(
  `4,000 images of real MNIST are enough for 94 % on its test images${folder === undefined ? ' (skipped: SHADEGRAD_DATA names no folder with the files)' : ''}`,
  async () => {
    const mnist = await loadDataset({ source: folder });
    expect(await accuracyAfterThreeEpochs(take(mnist.train, 4000), take(mnist.test, 5000))).toBeGreaterThan(
      0.94,
    );
  },
  PATIENCE,
);

test(
  '2,000 drawn digits are enough for 90 % on drawn digits',
  async () => {
    const { train, test: examples } = syntheticDigits({ train: 2000, test: 1000, seed: 3 });
    expect(await accuracyAfterThreeEpochs(train, examples)).toBeGreaterThan(0.9);
  },
  PATIENCE,
);
