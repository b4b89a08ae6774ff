import { conv2d, dense, flatten, maxPool2d } from '@shadegrad/core';
import { expect, test } from 'vitest';
import { describeLayer, LAYER_KINDS, layerTypes, parseExtents } from './layer-kinds.js';

test.each([
  [conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }), '32 filters · 3×3 · relu'],
  [
    conv2d({ filters: 8, kernelSize: [3, 5], strides: 2, padding: 'same' }),
    '8 filters · 3×5 · stride 2×2 · same',
  ],
  [maxPool2d({ poolSize: 3, strides: 2 }), '3×3 · stride 2×2'],
  [dense({ units: 10, activation: 'softmax' }), '10 units · softmax'],
  [flatten(), ''],
])('%o', (settings, expected) => {
  expect(describeLayer(settings)).toBe(expected);
});

test.each([
  ['3', [3, 3]],
  ['3×5', [3, 5]],
  [' 3 x 5 ', [3, 5]],
  ['', [Number.NaN, Number.NaN]],
  ['3×', [3, Number.NaN]],
  ['1×2×3', [Number.NaN, Number.NaN]],
])('extents "%s"', (text, expected) => {
  expect(parseExtents(text)).toEqual(expected);
});

test.each(layerTypes)('a new %s is of its type', (type) => {
  expect(LAYER_KINDS[type].create().type).toBe(type);
});
