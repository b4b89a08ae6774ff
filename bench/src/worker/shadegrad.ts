// shadegrad as a contender: what a user of its public interface writes.

import {
  adam,
  conv2d,
  createTrainer,
  dense,
  dropout,
  flatten,
  maxPool2d,
  type Gpu,
  type Model,
  type Trainer,
  sequential,
} from '@shadegrad/core';
import { openGpu } from '@shadegrad/core/node';
import type { WorkerSettings } from '../protocol/messages.js';
import { CLASSES, type Examples, passes, PIXELS, readExamples } from './examples.js';
import { packageVersion } from './package-version.js';
import { serve } from './serve.js';

interface State {
  readonly settings: WorkerSettings;
  readonly gpu: Gpu;
  readonly train: Examples;
  readonly test: Examples;
}

const classes = Array.from({ length: CLASSES }, (_, digit) => String(digit));
let state: State | undefined;
let trainer: Trainer | undefined;
/** Epochs that the trainer has done; `fit` counts them over its whole life. */
let epochs = 0;

await serve({
  open: async ({ settings }) => {
    const gpu = await openGpu(settings.adapter === undefined ? {} : { adapter: settings.adapter });
    state = { settings, gpu, ...(await readExamples(settings.data)) };
    return {
      device: gpu.adapter.name,
      deviceKind: gpu.adapter.kind,
      versions: {
        shadegrad: packageVersion('@shadegrad/core', import.meta.url),
        webgpu: packageVersion('webgpu', import.meta.url),
      },
    };
  },

  build: async () => {
    const { settings, gpu } = opened();
    const { batchSize, width, learningRate, seed } = settings;
    const model = network(width);
    trainer = await createTrainer(gpu, { model, optimizer: adam({ learningRate }), batchSize, seed });
    return { parameters: model.parameterCount };
  },

  train: async ({ steps }) => {
    const { settings, train } = opened();
    const sums = { images: 0, loss: 0, accuracy: 0 };
    for (const images of passes(steps, settings.batchSize, train.count)) {
      epochs += 1;
      const { history } = await built().fit(dataset(train, images), { epochs });
      for (const { loss, accuracy } of history) {
        sums.images += images;
        sums.loss += images * loss;
        sums.accuracy += images * accuracy;
      }
    }
    const { images, loss, accuracy } = sums;
    return { images, loss: loss / images, accuracy: accuracy / images };
  },

  evaluate: async ({ images }) => {
    const { evaluation } = await built().evaluate(dataset(opened().test, images));
    return { images, loss: evaluation.loss, accuracy: evaluation.accuracy };
  },

  predict: async ({ times }) => {
    const { gpu, settings, test } = opened();
    // A trainer computes whole batches, so whoever classifies single images makes one for a batch of one.
    const weights = await built().weights();
    const single = await createTrainer(gpu, { model: network(settings.width), batchSize: 1, weights });
    const milliseconds: number[] = [];
    for (let i = 0; i < times; i++) {
      const image = test.images.subarray(i * PIXELS, (i + 1) * PIXELS);
      const begun = performance.now();
      await single.predict(image);
      milliseconds.push(performance.now() - begun);
    }
    single.destroy();
    return { milliseconds };
  },

  memory: async () => ({ bytes: built().plan.bytes }),
});

/** The classic Keras network for MNIST; `width` scales its hidden layers. */
function network(width: number): Model {
  return sequential({
    inputShape: [28, 28, 1],
    layers: [
      conv2d({ filters: Math.round(32 * width), kernelSize: 3, activation: 'relu' }),
      conv2d({ filters: Math.round(64 * width), kernelSize: 3, activation: 'relu' }),
      maxPool2d({ poolSize: 2 }),
      dropout({ rate: 0.25 }),
      flatten(),
      dense({ units: Math.round(128 * width), activation: 'relu' }),
      dropout({ rate: 0.5 }),
      dense({ units: CLASSES, activation: 'softmax' }),
    ],
  });
}

function dataset(examples: Examples, count: number) {
  return {
    images: examples.images.subarray(0, count * PIXELS),
    labels: examples.labels.subarray(0, count),
    shape: [28, 28, 1] as const,
    classes,
  };
}

function opened(): State {
  if (state === undefined) throw new Error('nothing was opened');
  return state;
}

function built(): Trainer {
  if (trainer === undefined) throw new Error('nothing was built');
  return trainer;
}
