import { adam, dense, dropout, flatten, maxPool2d, type LayerSettings } from '@shadegrad/core';
import { expect, test } from 'vitest';
import { analyseNetwork } from './analyse.js';
import { PRESETS } from './presets.js';

const context = {
  inputShape: [28, 28, 1],
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  batchSize: 128,
  optimizer: adam(),
};
const settingsOf = (preset: keyof typeof PRESETS): LayerSettings[] =>
  PRESETS[preset].model.layers.map(({ settings }) => settings);
const analyse = (layers: readonly LayerSettings[]) => analyseNetwork('test', layers, context);

test('the classic network has the shapes, parameters and arithmetic that it is known for', () => {
  const { layers, problem, parameters, flops, bytes, model } = analyse(settingsOf('classic'));
  expect(problem).toBeUndefined();
  expect(model?.parameterCount).toBe(1_199_882);
  expect(parameters).toBe(1_199_882);
  expect(layers.map(({ outputShape }) => outputShape.join('×'))).toEqual([
    '26×26×32',
    '24×24×64',
    '12×12×64',
    '12×12×64',
    '9216',
    '128',
    '128',
    '10',
  ]);
  // 71.6 MFLOP in products, and a little for the rest.
  expect(flops / 1e6).toBeGreaterThan(71);
  expect(flops / 1e6).toBeLessThan(74);
  // A batch of the second convolution's outputs: 128 · 24 · 24 · 64 floats, and its weights four times.
  expect(layers[1]?.bytes).toBe(4 * (128 * 24 * 24 * 64 + 4 * 18_496));
  expect(bytes).toBeGreaterThan(4 * 4 * 1_199_882);
});

test.each(['small', 'tiny'] as const)('the preset %s has nothing wrong with it', (preset) => {
  expect(analyse(settingsOf(preset)).problem).toBeUndefined();
});

test('a layer that does not fit is named, and the ones before it are reported', () => {
  const layers = [flatten(), maxPool2d(), dense({ units: 10 })];
  const { problem, layers: reports, model } = analyse(layers);
  expect(problem).toMatchObject({ code: 'SHADEGRAD_MODEL_SHAPE', layer: 1 });
  expect(reports).toHaveLength(1);
  expect(model).toBeUndefined();
});

test('a setting that is none is told at its layer', () => {
  const broken = { ...dense({ units: 10 }), units: Number.NaN };
  expect(analyse([flatten(), broken]).problem).toMatchObject({ code: 'SHADEGRAD_LAYER', layer: 1 });
});

test('another number of classes, no weights and no layers are told', () => {
  expect(analyse([flatten(), dense({ units: 12 })]).problem).toMatchObject({
    message: 'The network ends in 12 values, but the pictures have 10 classes.',
    layer: 1,
  });
  expect(analyse([flatten(), dropout({ rate: 0.5 })]).problem).toMatchObject({ layer: 1 });
  expect(analyse([]).problem).toMatchObject({ code: 'SHADEGRAD_MODEL' });
});
