import {
  activation,
  conv2d,
  createTrainer,
  dense,
  dropout,
  flatten,
  maxPool2d,
  sequential,
  sgd,
} from '@shadegrad/core';
import { expect, test } from 'vitest';
import { openTestGpu } from '../support/gpu.js';
import { explain } from '../../packages/web/src/insides/explain.js';
import { mapsOf } from '../../packages/web/src/insides/maps.js';

const gpu = await openTestGpu();

const model = sequential({
  inputShape: [9, 7, 2],
  layers: [
    conv2d({ filters: 3, kernelSize: 3, strides: [2, 1], padding: 'same', activation: 'relu' }),
    conv2d({ filters: 4, kernelSize: [2, 1], useBias: false, activation: 'softmax' }),
    maxPool2d({ poolSize: 2, padding: 'same' }),
    activation({ activation: 'tanh' }),
    dropout({ rate: 0.3 }),
    flatten(),
    dense({ units: 20, activation: 'sigmoid' }),
    activation({ activation: 'softmax' }),
    dense({ units: 3, activation: 'softmax' }),
  ],
});

test('what is added up here is what the device computed, at every layer and place', async () => {
  const images = Uint8Array.from({ length: 12 * 126 }, (_, i) => (i * 7919) % 256);
  const labels = Uint8Array.from({ length: 12 }, (_, i) => i % 3);
  const dataset = { images, labels, shape: [9, 7, 2], classes: ['a', 'b', 'c'] };
  const trainer = await createTrainer(gpu, { model, optimizer: sgd({ learningRate: 0.1 }), batchSize: 4 });
  try {
    await trainer.fit(dataset, { epochs: 1 });
    const snapshot = await trainer.activations(images.subarray(0, 126));
    model.layers.forEach(({ name, outputShape }, position) => {
      const maps = mapsOf(outputShape);
      let checked = 0;
      for (let y = 0; y < maps.height; y++) {
        for (let x = 0; x < maps.width; x++) {
          for (let channel = 0; channel < maps.channels; channel++) {
            const explanation = explain(model, snapshot, position, { y, x, channel });
            if (explanation === undefined || Number.isNaN(explanation.output)) continue;
            expect([name, y, x, channel, Math.abs(explanation.result - explanation.output) < 1e-5]).toEqual([
              name,
              y,
              x,
              channel,
              true,
            ]);
            checked += 1;
          }
        }
      }
      expect(checked).toBe(maps.length);
    });
  } finally {
    trainer.destroy();
  }
});

test('the terms of a convolution are those of its window, with zeros beyond the edge', async () => {
  const trainer = await createTrainer(gpu, { model, batchSize: 4 });
  try {
    const snapshot = await trainer.activations(new Uint8Array(126).fill(255));
    const explanation = explain(model, snapshot, 0, { y: 0, x: 0, channel: 1 });
    if (explanation?.kind !== 'convolution') throw new Error('a convolution is explained as such');
    expect(explanation.field).toEqual({ top: -1, left: -1, height: 3, width: 3 });
    expect(explanation.channels).toHaveLength(2);
    const [first] = explanation.channels;
    expect(first?.terms.map(({ isPadding }) => isPadding)).toEqual(
      [1, 1, 1, 1, 0, 0, 1, 0, 0].map((padding) => padding === 1),
    );
    const kernel = snapshot.weights.get('conv2d/kernel')?.data ?? new Float32Array(0);
    // [ky, kx, channel, filter] = [1, 1, 0, 1] of [3, 3, 2, 3].
    expect(first?.terms[4]?.weight).toBe(kernel[((1 * 3 + 1) * 2 + 0) * 3 + 1]);
    expect(first?.terms[4]?.value).toBe(1);
  } finally {
    trainer.destroy();
  }
});
