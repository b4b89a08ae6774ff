// TensorFlow.js with its WebGPU backend as a contender: a layers model, compiled and fitted as its guide says.

import type * as TensorFlow from '@tensorflow/tfjs';
import {
  CLASSES,
  installBrowserGlobals,
  packageVersion,
  passes,
  PIXELS,
  readExamples,
  serve,
  toFloats,
  type Examples,
  type WorkerSettings,
} from '@shadegrad/bench/worker';

interface Tensors {
  readonly images: TensorFlow.Tensor4D;
  readonly labels: TensorFlow.Tensor1D;
}

interface State {
  readonly tf: typeof TensorFlow;
  readonly settings: WorkerSettings;
  readonly train: Tensors & { readonly count: number };
  readonly test: Tensors;
}

let state: State | undefined;
let model: TensorFlow.Sequential | undefined;

await serve({
  open: async ({ settings }) => {
    const { name, kind } = await installBrowserGlobals(settings.adapter);
    const tf = await import('@tensorflow/tfjs');
    await import('@tensorflow/tfjs-backend-webgpu');
    if (!(await tf.setBackend('webgpu'))) throw new Error('TensorFlow.js does not take this adapter');
    const { train, test } = await readExamples(settings.data);
    state = {
      tf,
      settings,
      train: { ...upload(tf, train), count: train.count },
      test: upload(tf, test),
    };
    return {
      device: name,
      deviceKind: kind,
      versions: {
        '@tensorflow/tfjs': tf.version_core,
        '@tensorflow/tfjs-backend-webgpu': packageVersion('@tensorflow/tfjs-backend-webgpu', import.meta.url),
      },
    };
  },

  build: async () => {
    const { tf, settings } = opened();
    const { layers } = tf;
    const { width, learningRate } = settings;
    model = tf.sequential({
      layers: [
        layers.conv2d({
          inputShape: [28, 28, 1],
          filters: Math.round(32 * width),
          kernelSize: 3,
          activation: 'relu',
        }),
        layers.conv2d({ filters: Math.round(64 * width), kernelSize: 3, activation: 'relu' }),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.dropout({ rate: 0.25 }),
        layers.flatten(),
        layers.dense({ units: Math.round(128 * width), activation: 'relu' }),
        layers.dropout({ rate: 0.5 }),
        layers.dense({ units: CLASSES, activation: 'softmax' }),
      ],
    });
    model.compile({
      optimizer: tf.train.adam(learningRate),
      loss: 'sparseCategoricalCrossentropy',
      metrics: ['accuracy'],
    });
    return { parameters: model.countParams() };
  },

  train: async ({ steps }) => {
    const { settings, train } = opened();
    const { batchSize } = settings;
    const sums = { images: 0, loss: 0, accuracy: 0 };
    for (const images of passes(steps, batchSize, train.count)) {
      const { x, y } = first(train, images);
      const { history } = await built().fit(x, y, { batchSize, epochs: 1, shuffle: true });
      sums.images += images;
      sums.loss += images * Number(history['loss']?.[0]);
      sums.accuracy += images * Number(history['acc']?.[0]);
      x.dispose();
      y.dispose();
    }
    const { images, loss, accuracy } = sums;
    return { images, loss: loss / images, accuracy: accuracy / images };
  },

  evaluate: async ({ images }) => {
    const { settings, test } = opened();
    const { x, y } = first(test, images);
    const scores = built().evaluate(x, y, { batchSize: settings.batchSize });
    const [loss, accuracy] = await Promise.all([scores].flat().map((score) => score.data()));
    [x, y, scores].flat().forEach((tensor) => tensor.dispose());
    return { images, loss: loss?.[0] ?? null, accuracy: accuracy?.[0] ?? null };
  },

  predict: async ({ times }) => {
    const { tf, test } = opened();
    const milliseconds: number[] = [];
    const pictures = await test.images.slice(0, times).data();
    for (let i = 0; i < times; i++) {
      const image = pictures.subarray(i * PIXELS, (i + 1) * PIXELS);
      const begun = performance.now();
      const x = tf.tensor4d(image, [1, 28, 28, 1]);
      const y = [built().predict(x)].flat();
      await y[0]?.data();
      milliseconds.push(performance.now() - begun);
      [x, ...y].forEach((tensor) => tensor.dispose());
    }
    return { milliseconds };
  },

  memory: async () => {
    const memory = opened().tf.memory();
    // The WebGPU backend adds this to what all backends tell.
    return 'numBytesAllocatedInGPU' in memory ? { bytes: Number(memory.numBytesAllocatedInGPU) } : {};
  },
});

function upload(tf: typeof TensorFlow, { images, labels, count }: Examples): Tensors {
  return {
    images: tf.tensor4d(toFloats(images), [count, 28, 28, 1]),
    labels: tf.tensor1d(Float32Array.from(labels)),
  };
}

function first({ images, labels }: Tensors, count: number) {
  return { x: images.slice(0, count), y: labels.slice(0, count) };
}

function opened(): State {
  if (state === undefined) throw new Error('nothing was opened');
  return state;
}

function built(): TensorFlow.Sequential {
  if (model === undefined) throw new Error('nothing was built');
  return model;
}
