import { adam, conv2d, dense, flatten, maxPool2d, sequential, sgd } from '@shadegrad/core';
import * as core from '@shadegrad/core';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { toKeras } from '../../packages/web/src/network/to-keras.js';
import { toTypeScript } from '../../packages/web/src/network/to-typescript.js';

const model = sequential({
  name: 'example',
  inputShape: [28, 28, 1],
  layers: [
    conv2d({ filters: 8, kernelSize: [3, 5], strides: 2, padding: 'same', activation: 'relu' }),
    maxPool2d({ poolSize: 3, strides: 2 }),
    flatten(),
    dense({ units: 10, activation: 'softmax', kernelInitializer: 'heNormal', useBias: false }),
  ],
});

test('Keras gets its own names and only what is not its default', () => {
  expect(toKeras(model, adam({ learningRate: 0.002 }))).toMatchInlineSnapshot(`
    "import keras
    from keras import layers

    model = keras.Sequential([
        keras.Input(shape=(28, 28, 1)),
        layers.Conv2D(8, (3, 5), strides=2, padding="same", activation="relu"),
        layers.MaxPooling2D(3, strides=2),
        layers.Flatten(),
        layers.Dense(10, activation="softmax", use_bias=False, kernel_initializer="he_normal"),
    ])
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.002, beta_1=0.9, beta_2=0.999, epsilon=1e-7),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    "
  `);
});

test('averaged weights are use_ema in Keras', () => {
  const code = toKeras(model, sgd({ emaMomentum: 0.99 }));
  expect(code).toContain(
    'keras.optimizers.SGD(learning_rate=0.01, momentum=0, nesterov=False, ema_momentum=0.99, use_ema=True)',
  );
});

test('TypeScript makes the same model again', () => {
  const code = toTypeScript(model, sgd({ momentum: 0.9 }));
  expect(code).toMatchInlineSnapshot(`
    "import { conv2d, createTrainer, dense, flatten, maxPool2d, sequential, sgd } from '@shadegrad/core';

    export const model = sequential({
      name: 'example',
      inputShape: [28, 28, 1],
      layers: [
        conv2d({ filters: 8, kernelSize: [3, 5], strides: 2, padding: 'same', activation: 'relu' }),
        maxPool2d({ poolSize: 3, strides: 2 }),
        flatten(),
        dense({ units: 10, activation: 'softmax', useBias: false, kernelInitializer: { type: 'heNormal' } }),
      ],
    });

    const trainer = await createTrainer(gpu, { model, optimizer: sgd({ learningRate: 0.01, momentum: 0.9, nesterov: false }) });
    "
  `);
  const [, factories = ''] = /sequential\((\{.*?\n\})\)/s.exec(code) ?? [];
  // Another realm's objects are the same only as JSON.
  const made: unknown = runInNewContext(`JSON.stringify(sequential(${factories}))`, { ...core });
  expect(made).toBe(JSON.stringify(model));
});
