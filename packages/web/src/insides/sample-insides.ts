// Fixed insides for stories: a small network with its initial weights, and what it makes of a picture.

import { type Activations, histogram, initialWeights, type Model, parseModel, size } from '@shadegrad/core';
import { sampleRunConfig } from '../stories/sample-state.js';
import { explain } from './explain.js';
import { mapsOf } from './maps.js';
import type { NetworkStatistics } from './network-statistics.js';

export const sampleModel: Model = parseModel(sampleRunConfig.model);

const weights = initialWeights(sampleModel, 3);

/** A bright bow on black, and what the layers make of it, each value by its arithmetic. */
function makeSnapshot(): Activations {
  const [height = 1, width = 1] = sampleModel.inputShape;
  const input = Float32Array.from({ length: size(sampleModel.inputShape) }, (_, i) => {
    const distance = Math.hypot(Math.floor(i / width) - height / 2, (i % width) - width / 3);
    return Math.max(0, 1 - Math.abs(distance - 8) / 2);
  });
  const layers = sampleModel.layers.map(({ name, outputShape }) => ({
    name,
    shape: outputShape,
    values: new Float32Array(size(outputShape)),
  }));
  const snapshot = { step: 317, weights, input, layers };
  layers.forEach(({ shape, values }, position) => {
    const maps = mapsOf(shape);
    values.forEach((_, i) => {
      const pixel = Math.floor(i / maps.channels);
      const place = {
        y: Math.floor(pixel / maps.width),
        x: pixel % maps.width,
        channel: i % maps.channels,
      };
      values[i] = explain(sampleModel, snapshot, position, place)?.result ?? 0;
    });
  });
  return snapshot;
}

export const sampleSnapshot: Activations = makeSnapshot();

const scaledWeights = (factor: number) =>
  [...weights].map(([name, { data }]) => ({
    name,
    histogram: histogram(data.map((value, k) => factor * (value + 0.02 * Math.sin(k)))),
  }));

export const sampleHistory: readonly NetworkStatistics[] = Array.from({ length: 40 }, (_, i) => ({
  step: 8 * i,
  pictures: 64,
  weights: scaledWeights(1 + i / 30),
  gradients: scaledWeights(0.1 / (1 + i / 5)),
  activations: sampleSnapshot.layers.map(({ name, values }) => ({
    name,
    histogram: histogram(values.map((value) => value * (1 + i / 20))),
  })),
  dead: [{ layer: 'conv2d', units: 8, dead: i > 20 ? [2] : [] }],
}));
