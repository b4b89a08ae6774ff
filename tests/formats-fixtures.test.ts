// Files that other programs have written, imported: they must compute here what they computed there. How the files were
// made is in the Python programs beside them.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sequential, size, type Model } from '@shadegrad/core';
import { importModel } from '@shadegrad/core/formats';
import { describe, expect, test } from 'vitest';
import { inputsFor, largestDifference, predict } from './support/trained-network.js';

/** Milliseconds; a software driver compiles for a while. */
const PATIENCE = 300_000;
const folder = join(import.meta.dirname, 'fixtures/formats');

interface Expected {
  readonly inputShape: readonly number[];
  readonly outputs: readonly number[];
}

const read = (name: string): Promise<Buffer> => readFile(join(folder, name));
const keras: Readonly<Record<string, Expected>> = JSON.parse(String(await read('keras-outputs.json')));
const pytorch: Expected = JSON.parse(String(await read('pytorch-outputs.json')));

/** Imports a file and compares what it computes with what its own program did. */
async function expectSame(file: string, expected: Expected, model?: Model) {
  const network = await importModel(new Map([[file, await read(file)]]), { model });
  expect(network.model.inputShape).toEqual(expected.inputShape);
  const examples = expected.outputs.length / size(network.model.outputShape);
  const computed = await predict(network, inputsFor(network, examples));
  expect(largestDifference(computed, Float32Array.from(expected.outputs))).toBeLessThan(1e-6);
  return network;
}

describe.each(Object.entries(keras))('%s of Keras 3', { timeout: PATIENCE }, (name, expected) => {
  test('as .keras', async () => {
    const { format, model } = await expectSame(`${name}.keras`, expected);
    expect(format).toBe('keras');
    expect(model.name).toBe(name);
  });

  test('as .h5', async () => {
    expect((await expectSame(`${name}.h5`, expected)).format).toBe('hdf5');
  });

  test('as .weights.h5, for a network that is known', async () => {
    const { model } = await importModel(new Map([[`${name}.keras`, await read(`${name}.keras`)]]));
    // Names do not matter, order and shape do.
    const layers = model.layers.map(({ settings }) => ({ ...settings, name: undefined }));
    const nameless = sequential({ inputShape: model.inputShape, layers });
    expect((await expectSame(`${name}.weights.h5`, expected, nameless)).model).toBe(nameless);
  });
});

test.each([['pytorch.onnx'], ['pytorch-torchscript.onnx']])(
  '%s, whose pictures lie channels first',
  async (file) => {
    const { model } = await expectSame(file, pytorch);
    expect(model.layers.map(({ settings }) => settings.type)).toEqual([
      'conv2d',
      'maxPool2d',
      'conv2d',
      'flatten',
      'dense',
      'dense',
    ]);
  },
  PATIENCE,
);
