// Model files, judged by the Python packages that they are made for. Debian has onnx and h5py (python3-onnx,
// python3-h5py); Keras and safetensors come with pip. SHADEGRAD_PYTHON names a Python that has them; what it lacks is
// skipped and said.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportModel, type ModelFormat, type TrainedNetwork } from '@shadegrad/core/formats';
import { afterAll, describe, expect, test } from 'vitest';
import { judge, pythonWith, type Python, type PythonModule } from './support/model-files-python.js';
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

/** Tests that a Python with a package runs; without one they are skipped, and say so. */
async function withPython(name: PythonModule, tests: (python: Python) => void): Promise<void> {
  const python = await pythonWith(name);
  if (python === undefined)
    describe.skip(`no Python here has the package ${name}`, () => void test('is needed'));
  else describe(`${name} in Python`, { timeout: PATIENCE }, () => tests(python));
}

const networks = variety.map((network) => [network.model.name, network] as const);

await withPython('onnx', (python) => {
  test.each(networks)('finds nothing wrong with "%s"', async (_, network) => {
    const file = await written(network, 'onnx');
    const { opset, nodes } = await judge<{ opset: number; nodes: string[] }>(python, ['onnx', file]);
    expect(opset).toBe(17);
    expect(nodes.length).toBeGreaterThanOrEqual(network.model.layers.length);
  });
});

await withPython('h5py', (python) => {
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
    const { entries, broken, tree } = await judge<Tree>(python, ['hdf5', await written(network, 'keras')]);
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

await withPython('keras', (python) => {
  test.each(networks)('computes the same of "%s"', async (_, network) => {
    const [inputs, outputs] = [join(folder, 'inputs'), join(folder, 'outputs')];
    const values = inputsFor(network, 7);
    await writeFile(inputs, values);
    const command = ['keras', await written(network, 'keras'), inputs, outputs];
    const { layers } = await judge<{ layers: string[] }>(python, command);
    expect(layers).toEqual(network.model.layers.map(({ name }) => name));
    const computed = new Float32Array(new Uint8Array(await readFile(outputs)).buffer);
    expect(largestDifference(computed, await predict(network, values))).toBeLessThan(1e-5);
  });
});

await withPython('safetensors', (python) => {
  test.each(networks)('reads the tensors of "%s"', async (_, network) => {
    const command = ['safetensors', await written(network, 'safetensors')];
    const { metadata, tensors } = await judge<{ metadata: string[]; tensors: object }>(python, command);
    expect(metadata).toEqual(['format', 'shadegrad.model']);
    expect(new Map(Object.entries(tensors))).toEqual(
      new Map([...network.weights].map(([name, { data }]) => [name, [...data]])),
    );
  });
});
