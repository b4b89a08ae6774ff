import {
  type Activations,
  conv2d,
  dense,
  flatten,
  histogram,
  sequential,
  type Weights,
} from '@shadegrad/core';
import { expect, test } from 'vitest';
import { densityColumn, networkStatistics, thinned } from './network-statistics.js';

const model = sequential({
  inputShape: [2, 2, 1],
  layers: [
    conv2d({ filters: 2, kernelSize: 1, activation: 'relu' }),
    flatten(),
    dense({ units: 2, activation: 'softmax' }),
  ],
});

test('computing layers have a histogram, rectified ones their dead units', () => {
  const values = Float32Array.of(0, 1, 0, 0, 0, 2, 0, 0);
  const weights: Weights = new Map([['conv2d/bias', { shape: [2], data: Float32Array.of(-1, 1) }]]);
  const activations: Activations = {
    step: 7,
    weights,
    input: new Float32Array(4),
    layers: [
      { name: 'conv2d', shape: [2, 2, 2], values },
      { name: 'flatten', shape: [8], values },
      { name: 'dense', shape: [2], values: Float32Array.of(0.25, 0.75) },
    ],
  };
  const statistics = networkStatistics(model, activations, weights);
  expect(statistics.step).toBe(7);
  expect(statistics.pictures).toBe(1);
  expect(statistics.activations.map(({ name }) => name)).toEqual(['conv2d', 'dense']);
  expect(statistics.weights[0]?.histogram.mean).toBe(0);
  expect(statistics.dead).toEqual([{ layer: 'conv2d', units: 2, dead: [0] }]);
});

test('a long history keeps its first and its last record and half of those between', () => {
  const history = [1, 2, 3, 4, 5, 6];
  expect(thinned(history, 6)).toBe(history);
  expect(thinned(history, 5)).toEqual([1, 3, 5, 6]);
});

test('a column holds all values, each where it lies', () => {
  const column = densityColumn(histogram([0, 0, 1, 1], 2), -1, 1, 4);
  expect(column.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(column).toEqual([0, 0, 0.5, 0.5]);
  expect(densityColumn(histogram([3, 3], 4), 0, 4, 4)).toEqual([0, 0, 0, 1]);
  expect(densityColumn(histogram([]), 0, 1, 3)).toEqual([0, 0, 0]);
});
