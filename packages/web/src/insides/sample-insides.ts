// Fixed insides for stories: a small network with its initial weights, and values that look like feature maps.

import { type Activations, histogram, initialWeights, type Model, parseModel, size } from '@shadegrad/core';
import { sampleRunConfig } from '../stories/sample-state.js';
import type { NetworkStatistics } from './network-statistics.js';

export const sampleModel: Model = parseModel(sampleRunConfig.model);

const wave = (length: number, phase: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length }, (_, i) => Math.max(0, Math.sin(i * 0.37 + phase) * Math.cos(i * 0.011)));

const weights = initialWeights(sampleModel, 3);

export const sampleSnapshot: Activations = {
  step: 317,
  weights,
  input: wave(size(sampleModel.inputShape), 0),
  layers: sampleModel.layers.map(({ name, outputShape }, i) => ({
    name,
    shape: outputShape,
    values: wave(size(outputShape), i),
  })),
};

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
