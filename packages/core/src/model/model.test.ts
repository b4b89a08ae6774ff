import { describe, expect, test } from 'vitest';
import { conv2d, dense, dropout, flatten, maxPool2d } from '../layers/factories.js';
import { classicCnn } from '../networks/index.js';
import { modelToJson, parseModel, sequential, summary } from './index.js';

test('the classic network has the parameters and shapes that Keras prints', () => {
  const model = classicCnn();
  expect(model.parameterCount).toBe(1_199_882);
  expect(model.layers.map(({ name, outputShape }) => [name, ...outputShape])).toEqual([
    ['conv2d', 26, 26, 32],
    ['conv2d_1', 24, 24, 64],
    ['max_pooling2d', 12, 12, 64],
    ['dropout', 12, 12, 64],
    ['flatten', 9216],
    ['dense', 128],
    ['dropout_1', 128],
    ['dense_1', 10],
  ]);
  expect(model.parameters.map(({ name, shape }) => [name, ...shape])).toEqual([
    ['conv2d/kernel', 3, 3, 1, 32],
    ['conv2d/bias', 32],
    ['conv2d_1/kernel', 3, 3, 32, 64],
    ['conv2d_1/bias', 64],
    ['dense/kernel', 9216, 128],
    ['dense/bias', 128],
    ['dense_1/kernel', 128, 10],
    ['dense_1/bias', 10],
  ]);
});

test('the summary of the classic network', () => {
  expect(summary(classicCnn())).toMatchInlineSnapshot(`
    "Model "classic"
    ─────────────────────────────────────────────────────────────────
     Layer (type)                   Output shape          Parameters
    ─────────────────────────────────────────────────────────────────
     input                          (batch, 28, 28, 1)             0
     conv2d (Conv2D)                (batch, 26, 26, 32)          320
     conv2d_1 (Conv2D)              (batch, 24, 24, 64)       18,496
     max_pooling2d (MaxPooling2D)   (batch, 12, 12, 64)            0
     dropout (Dropout)              (batch, 12, 12, 64)            0
     flatten (Flatten)              (batch, 9216)                  0
     dense (Dense)                  (batch, 128)           1,179,776
     dropout_1 (Dropout)            (batch, 128)                   0
     dense_1 (Dense)                (batch, 10)                1,290
    ─────────────────────────────────────────────────────────────────
     Parameters: 1,199,882 (4.58 MiB)"
  `);
});

test('parameters begin at multiples of 256 bytes and do not overlap', () => {
  let end = 0;
  for (const { offset, length } of classicCnn().parameters) {
    expect(offset % 64).toBe(0);
    expect(offset).toBeGreaterThanOrEqual(end);
    end = offset + length;
  }
});

test('a model survives JSON', () => {
  const model = classicCnn();
  const json = JSON.stringify(modelToJson(model));
  expect(parseModel(json)).toEqual(model);
  expect(JSON.stringify(modelToJson(parseModel(json)))).toBe(json);
});

test("'same' padding and strides give the shapes that Keras gives", () => {
  const { layers } = sequential({
    inputShape: [27, 28, 3],
    layers: [
      conv2d({ filters: 4, kernelSize: [5, 3], strides: 2, padding: 'same' }),
      maxPool2d({ poolSize: 3, strides: 2 }),
      maxPool2d({ poolSize: 2, padding: 'same' }),
    ],
  });
  expect(layers.map(({ outputShape }) => outputShape)).toEqual([
    [14, 14, 4],
    [6, 6, 4],
    [3, 3, 4],
  ]);
});

describe('a description that makes no model is refused', () => {
  const input = { inputShape: [8, 8, 1] };
  test.each([
    ['an unknown layer', { ...input, layers: [{ type: 'lstm', units: 3 }] }, 'SHADEGRAD_LAYER_UNKNOWN'],
    ['a layer without type', { ...input, layers: [{ units: 3 }] }, 'SHADEGRAD_LAYER_UNKNOWN'],
    ['an unknown setting', { ...input, layers: [{ type: 'flatten', depth: 2 }] }, 'SHADEGRAD_LAYER'],
    ['a missing setting', { ...input, layers: [{ type: 'dense' }] }, 'SHADEGRAD_LAYER'],
    ['a rate of 1', { ...input, layers: [{ type: 'dropout', rate: 1 }] }, 'SHADEGRAD_LAYER'],
    ['no units', { ...input, layers: [{ type: 'dense', units: 0 }] }, 'SHADEGRAD_LAYER'],
    ['no layers', { ...input, layers: [] }, 'SHADEGRAD_MODEL'],
    ['no input shape', { layers: [{ type: 'flatten' }] }, 'SHADEGRAD_MODEL'],
    ['a negative input shape', { inputShape: [-1, 8, 1], layers: [{ type: 'flatten' }] }, 'SHADEGRAD_MODEL'],
    ['an unknown entry', { ...input, layers: [{ type: 'flatten' }], lr: 1 }, 'SHADEGRAD_MODEL'],
    ['another version', { ...input, version: 2, layers: [{ type: 'flatten' }] }, 'SHADEGRAD_MODEL'],
    [
      'a window larger than its input',
      { ...input, layers: [{ type: 'conv2d', filters: 1, kernelSize: 9 }] },
      'SHADEGRAD_MODEL_SHAPE',
    ],
    [
      'a convolution of a vector',
      { ...input, layers: [{ type: 'flatten' }, { type: 'conv2d', filters: 1, kernelSize: 1 }] },
      'SHADEGRAD_MODEL_SHAPE',
    ],
    [
      'more weights than memory',
      {
        ...input,
        layers: [{ type: 'flatten' }, { type: 'dense', units: 2 ** 24 }, { type: 'dense', units: 2 ** 24 }],
      },
      'SHADEGRAD_MODEL_SHAPE',
    ],
    [
      'two layers of one name',
      {
        ...input,
        layers: [
          { type: 'flatten', name: 'a' },
          { type: 'dense', units: 2, name: 'a' },
        ],
      },
      'SHADEGRAD_MODEL',
    ],
    ['a list', [], 'SHADEGRAD_MODEL'],
    ['no JSON', '{"layers": [', 'SHADEGRAD_MODEL'],
  ])('%s', (_, json, code) => {
    expect(() => parseModel(json)).toThrow(expect.objectContaining({ code, fix: expect.any(String) }));
  });
});

test('an error names the layer and what is wrong with it', () => {
  const layers = [conv2d({ filters: 2, kernelSize: 3 }), maxPool2d({ poolSize: 7 })];
  expect(() => sequential({ inputShape: [8, 8, 1], layers })).toThrow(
    'max_pooling2d: a window of 7×7 does not fit into its input of 6×6×2.',
  );
  expect(() => dropout({ rate: 1.5 })).toThrow('dropout: "rate" must be below 1, not 1.5.');
  expect(() => parseModel({ inputShape: [4], layers: [flatten(), { type: 'dense', units: 2.5 }] })).toThrow(
    'layer 2 (dense): "units" must be a whole number of at least 1, not 2.5.',
  );
  expect(() => dense({ units: 3, activation: JSON.parse('"swish"') })).toThrow(
    'dense: "activation" must be linear, relu, tanh, sigmoid or softmax, not "swish".',
  );
});
