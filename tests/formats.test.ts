// Model files of every format, against the programs that they are for: what shadegrad writes, these must compute the
// same; what it reads back must be what it wrote.

import { size } from '@shadegrad/core';
import {
  exportModel,
  importModel,
  modelFormats,
  type ModelFiles,
  type ModelFormat,
  type TrainedNetwork,
} from '@shadegrad/core/formats';
import { safetensors } from '@jax-js/loaders';
import {
  input as tfInput,
  layers as tfLayers,
  model as tfModel,
  sequential as tfSequential,
  SymbolicTensor,
} from '@tensorflow/tfjs-layers';
import { tensor, train } from '@tensorflow/tfjs-core';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadTfjs, saveTfjs, tfjsOutputs } from './support/tfjs.js';
import {
  correctOf,
  inputsFor,
  largestDifference,
  loadDigits,
  predict,
  toFloats,
  trainedOn,
  variety,
  whichDigits,
  type Digits,
} from './support/trained-network.js';

/** Milliseconds; a software driver compiles for a while. */
const PATIENCE = 600_000;
const IMAGES = 1000;
const TOLERANCE = 1e-5;

env.wasm.numThreads = 1;

type Runtime = (files: ModelFiles, network: TrainedNetwork, inputs: Float32Array) => Promise<Float32Array>;

const inputShape = ({ model }: TrainedNetwork, inputs: Float32Array): readonly number[] => [
  inputs.length / size(model.inputShape),
  ...model.inputShape,
];

/** Other people's programs that compute a network from its files. */
const RUNTIMES: readonly (readonly [
  name: string,
  { readonly format: ModelFormat; readonly outputs: Runtime },
])[] = [
  [
    'ONNX Runtime',
    {
      format: 'onnx',
      outputs: async (files, network, inputs) => {
        const file = files.get('model.onnx') ?? new Uint8Array();
        const session = await InferenceSession.create(file, { executionProviders: ['wasm'] });
        const { output } = await session.run({
          input: new Tensor('float32', inputs, inputShape(network, inputs)),
        });
        await session.release();
        if (!(output?.data instanceof Float32Array)) throw new Error('there is no output of float32');
        return output.data;
      },
    },
  ],
  [
    'TensorFlow.js',
    {
      format: 'tfjs',
      outputs: async (files, network, inputs) => {
        const model = await loadTfjs(files);
        const outputs = await tfjsOutputs(model, inputs, inputShape(network, inputs));
        model.dispose();
        return outputs;
      },
    },
  ],
];

describe(`a network that has learnt ${whichDigits}`, { timeout: PATIENCE }, () => {
  let digits: Digits;
  let network: TrainedNetwork;
  let images: Float32Array;
  let expected: Float32Array;
  let correct: number;

  beforeAll(async () => {
    digits = await loadDigits();
    network = await trainedOn(digits.train);
    images = toFloats(digits.test.images.subarray(0, IMAGES * 784));
    expected = await predict(network, images);
    correct = await correctOf(network, digits.test);
  }, PATIENCE);

  test('knows most of the digits', () => {
    expect(correct).toBeGreaterThan(8000);
  });

  test.each(RUNTIMES)('gives the same probabilities in %s', async (_, { format, outputs }) => {
    const probabilities = await outputs(await exportModel(network, format), network, images);
    expect(largestDifference(probabilities, expected)).toBeLessThan(TOLERANCE);
  });

  test.each(modelFormats)(
    'comes back from %s as it was, and answers all test images as before',
    async (format) => {
      const { model, weights, classes } = await importModel(await exportModel(network, format));
      expect({ model, weights, classes }).toEqual(network);
      expect(await correctOf({ model, weights }, digits.test)).toBe(correct);
    },
  );

  test('is read from safetensors by another reader', async () => {
    const file = (await exportModel(network, 'safetensors')).get('model.safetensors') ?? new Uint8Array();
    const { tensors } = safetensors.parse(new Uint8Array(file));
    const read = new Map(
      Object.entries(tensors).map(([name, { dtype, shape, data }]) => [name, { dtype, shape, data }]),
    );
    const written = [...network.weights].map(
      ([name, tensor]) => [name, { dtype: 'F32', ...tensor }] as const,
    );
    expect(read).toEqual(new Map(written));
  });
});

describe.each(variety.map((network) => [network.model.name, network] as const))('%s', (_, network) => {
  const inputs = inputsFor(network, 7);
  let expected: Float32Array;
  beforeAll(async () => {
    expected = await predict(network, inputs);
  }, PATIENCE);

  test.each(RUNTIMES)('gives the same outputs in %s, whatever the batch', async (_, { format, outputs }) => {
    const files = await exportModel(network, format);
    expect(largestDifference(await outputs(files, network, inputs), expected)).toBeLessThan(TOLERANCE);
    const one = inputs.subarray(0, size(network.model.inputShape));
    const ofOne = expected.subarray(0, size(network.model.outputShape));
    expect(largestDifference(await outputs(files, network, one), ofOne)).toBeLessThan(TOLERANCE);
  });

  test.each(modelFormats)(
    'comes back from %s with the same outputs',
    async (format) => {
      const imported = await importModel(await exportModel(network, format));
      expect(await predict(imported, inputs)).toEqual(expected);
    },
    PATIENCE,
  );
});

describe('a network that TensorFlow.js has trained', () => {
  test.each([
    ['sequential', () => tfSequential({ layers: tfjsLayers({ inputShape: [8, 8, 2] }) })],
    ['functional', chain],
  ])(
    'as a %s model is imported with the same probabilities',
    async (_, build) => {
      const model = build();
      const x = Float32Array.from({ length: 32 * 128 }, (_, i) => Math.abs(Math.sin(i * 1.7)));
      const y = Float32Array.from({ length: 32 }, (_, i) => i % 3);
      model.compile({ optimizer: train.adam(0.01), loss: 'sparseCategoricalCrossentropy' });
      await model.fit(tensor(x, [32, 8, 8, 2]), tensor(y, [32]), { epochs: 3, batchSize: 8 });
      const expected = await tfjsOutputs(model, x, [32, 8, 8, 2]);

      const network = await importModel(await saveTfjs(model));
      expect(network.model.layers.map(({ name }) => name)).toEqual(
        model.layers.filter((layer) => layer.getClassName() !== 'InputLayer').map(({ name }) => name),
      );
      expect(largestDifference(await predict(network, x), expected)).toBeLessThan(TOLERANCE);
    },
    PATIENCE,
  );
});

function chain() {
  const input = tfInput({ shape: [8, 8, 2] });
  let outputs = input;
  for (const layer of tfjsLayers()) outputs = oneTensor(layer.apply(outputs));
  return tfModel({ inputs: input, outputs });
}

function tfjsLayers(input: { inputShape?: number[] } = {}) {
  return [
    tfLayers.conv2d({ ...input, filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' }),
    tfLayers.maxPooling2d({ poolSize: 2 }),
    tfLayers.conv2d({ filters: 3, kernelSize: [2, 3], kernelInitializer: 'heNormal' }),
    tfLayers.reLU(),
    tfLayers.dropout({ rate: 0.2 }),
    tfLayers.flatten(),
    tfLayers.dense({ units: 3 }),
    tfLayers.softmax(),
  ];
}

function oneTensor(value: unknown): SymbolicTensor {
  const [first] = [value].flat();
  if (first instanceof SymbolicTensor) return first;
  throw new Error('there is no tensor');
}
