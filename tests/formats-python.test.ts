// Model files, judged by the Python packages that they are made for. Debian has onnx and h5py (python3-onnx,
// python3-h5py); Keras and safetensors come with pip. SHADEGRAD_PYTHON names a Python that has them; what it lacks is
// skipped and said.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportModel, type ModelFormat, type TrainedNetwork } from '@shadegrad/core/formats';
import { afterAll, describe, expect, test } from 'vitest';
import { judge, pythonWith, type PythonModule } from './support/model-files-python.js';
import { inputsFor, largestDifference, predict, variety } from './support/trained-network.js';

/** Milliseconds; Keras takes its time to load. */
const PATIENCE = 300_000;
const folder = await mkdtemp(join(tmpdir(), 'shadegrad-formats-'));
afterAll(() => rm(folder, { recursive: true }));

async function written(network: TrainedNetwork, format: ModelFormat): Promise<string> {
  const [[name, bytes] = ['', new Uint8Array()]] = await exportModel(network, format);
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

const python = {
  onnx: await pythonWith('onnx'),
  h5py: await pythonWith('h5py'),
  keras: await pythonWith('keras'),
  safetensors: await pythonWith('safetensors'),
};

/** For the name of a suite: why it is skipped, if it is. */
const missing = (name: PythonModule): string =>
  python[name] === undefined ? ' (skipped: no Python here has it)' : '';

/** What a package says of a file. */
function ask<Answer>(name: PythonModule, ...args: string[]): Promise<Answer> {
  const found = python[name];
  if (found === undefined) throw new Error(`there is no ${name}`);
  return judge(found, args);
}

const networks = variety.map((network) => [network.model.name, network] as const);

describe.skipIf(python.onnx === undefined)(`onnx in Python${missing('onnx')}`, { timeout: PATIENCE }, () => {
  test.each(networks)('finds nothing wrong with "%s"', async (_, network) => {
    const file = await written(network, 'onnx');
    const { opset, nodes } = await ask<{ opset: number; nodes: string[] }>('onnx', 'onnx', file);
    expect(opset).toBe(17);
    expect(nodes.length).toBeGreaterThanOrEqual(network.model.layers.length);
  });
});

describe.skipIf(python.h5py === undefined)(`h5py in Python${missing('h5py')}`, { timeout: PATIENCE }, () => {
  interface Tree {
    readonly entries: readonly string[];
    readonly broken: string | null;
    readonly tree: Readonly<
      Record<string, { readonly name?: string; readonly shape?: number[]; readonly sum?: number }>
    >;
  }

  test('finds the weights where Keras looks for them', async () => {
    const [network] = variety;
    if (network === undefined) throw new Error('there is no network');
    const { entries, broken, tree } = await ask<Tree>('h5py', 'hdf5', await written(network, 'keras'));
    expect(entries).toEqual(['metadata.json', 'config.json', 'model.weights.h5']);
    expect(broken).toBeNull();
    expect(Object.keys(tree).filter((path) => tree[path]?.name !== undefined)).toEqual([
      'layers/conv2d/vars',
      'layers/conv2d_1/vars',
      'layers/dense/vars',
      'layers/flatten/vars',
      'layers/max_pooling2d/vars',
      'vars',
    ]);
    const tensors = Object.entries(tree).filter(([, { shape }]) => shape !== undefined);
    expect(tensors.map(([path, { shape }]) => [path, shape])).toEqual([
      ['layers/conv2d/vars/0', [5, 2, 3, 5]],
      ['layers/conv2d/vars/1', [5]],
      ['layers/conv2d_1/vars/0', [2, 2, 5, 4]],
      ['layers/dense/vars/0', [60, 7]],
    ]);
    for (const [path, { sum = NaN }] of tensors) {
      const [, group, , index] = path.split('/');
      const data =
        network.weights.get(`${group}/${index === '0' ? 'kernel' : 'bias'}`)?.data ?? new Float32Array();
      expect(sum).toBeCloseTo(
        data.reduce((total, value) => total + value, 0),
        4,
      );
    }
  });
});

describe.skipIf(python.keras === undefined)(
  `keras in Python${missing('keras')}`,
  { timeout: PATIENCE },
  () => {
    test.each(networks)('computes the same of "%s"', async (_, network) => {
      const [inputs, outputs] = [join(folder, 'inputs'), join(folder, 'outputs')];
      const values = inputsFor(network, 7);
      await writeFile(inputs, values);
      const file = await written(network, 'keras');
      const { layers } = await ask<{ layers: string[] }>('keras', 'keras', file, inputs, outputs);
      expect(layers).toEqual(network.model.layers.map(({ name }) => name));
      const computed = new Float32Array(new Uint8Array(await readFile(outputs)).buffer);
      expect(largestDifference(computed, await predict(network, values))).toBeLessThan(1e-5);
    });
  },
);

describe.skipIf(python.safetensors === undefined)(
  `safetensors in Python${missing('safetensors')}`,
  { timeout: PATIENCE },
  () => {
    test.each(networks)('reads the tensors of "%s"', async (_, network) => {
      const file = await written(network, 'safetensors');
      const { metadata, tensors } = await ask<{ metadata: string[]; tensors: object }>(
        'safetensors',
        'safetensors',
        file,
      );
      expect(metadata).toEqual(['format', 'shadegrad.model']);
      expect(new Map(Object.entries(tensors))).toEqual(
        new Map([...network.weights].map(([name, { data }]) => [name, [...data]])),
      );
    });
  },
);
