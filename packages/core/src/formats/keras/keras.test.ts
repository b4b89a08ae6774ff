import * as fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { Group } from 'h5wasm';
import { describe, expect, test } from 'vitest';
import { dense } from '../../layers/factories.js';
import { sequential } from '../../model/index.js';
import { damaged, damageTo } from '../testing/damage.js';
import { outcomeOf, smallNetwork, TOLD } from '../testing/networks.js';
import { writeHdf5 } from './hdf5.js';
import { readKerasArchive, readKerasHdf5, writeKeras } from './index.js';

const network = smallNetwork();
const { model } = network;
const intact = await writeKeras(network, new Date('2026-01-02T03:04:05Z'));
const entries = unzipSync(intact);
const weightsFile = entries['model.weights.h5'] ?? new Uint8Array();

/** The archive with entries added or replaced. */
const archive = (changed: Readonly<Record<string, Uint8Array>>) =>
  zipSync({ ...entries, ...changed }, { level: 0 });

interface Config {
  config: { layers: { class_name: string; config: Record<string, unknown> }[] };
}

/** The archive with something changed in config.json. */
function described(edit: (config: Config) => void): Uint8Array {
  const config: Config = JSON.parse(new TextDecoder().decode(entries['config.json']));
  edit(config);
  return archive({ 'config.json': strToU8(JSON.stringify(config)) });
}

/** Weights as Keras 2 kept them: named by layer, the order in attributes. */
function legacyWeights(group: Group): void {
  group.create_attribute(
    'layer_names',
    model.layers.map(({ name }) => name),
  );
  for (const layer of model.layers) {
    const own = group.create_group(layer.name);
    const names = layer.parameters.map(({ name }) => `${name}:0`);
    if (names.length === 0) continue;
    own.create_attribute('weight_names', names);
    const inner = own.create_group(layer.name);
    for (const { name, shape } of layer.parameters) {
      const data = network.weights.get(name)?.data ?? new Float32Array();
      inner.create_dataset({ name: `${name.split('/')[1] ?? ''}:0`, data, shape: [...shape] });
    }
  }
}

/** Weights as Keras 3 keeps them, `edit` given each layer's group. */
const weightsIn = (
  container: string,
  edit: (variables: Group, layer: string) => void = () => {},
): Promise<Uint8Array> =>
  writeHdf5((root) => {
    const layers = root.create_group(container);
    for (const { name, parameters } of model.layers) {
      const variables = layers.create_group(name).create_group('vars');
      parameters.forEach((parameter, i) => {
        const data = network.weights.get(parameter.name)?.data ?? new Float32Array();
        variables.create_dataset({ name: String(i), data, shape: [...parameter.shape] });
      });
      edit(variables, name);
    }
  });

test('an archive says when it was saved and in whose layout', () => {
  expect(Object.keys(entries)).toEqual(['metadata.json', 'config.json', 'model.weights.h5']);
  expect(JSON.parse(new TextDecoder().decode(entries['metadata.json']))).toEqual({
    keras_version: '3.0.0',
    date_saved: '2026-01-02@03:04:05',
    shadegrad: { classes: ['a', 'b', 'c'] },
  });
});

describe('HDF5 files', () => {
  test('of weights alone are read for a network that is known', async () => {
    expect(await readKerasHdf5(weightsFile, 'model.weights.h5', model)).toEqual({
      model,
      weights: network.weights,
    });
  });

  test('of weights alone ask for their network', async () => {
    await expect(readKerasHdf5(weightsFile, 'model.weights.h5')).rejects.toMatchObject({
      code: 'SHADEGRAD_WEIGHTS_NO_MODEL',
    });
  });

  test('of Keras 2.12 to 2.15 have their layers under another name', async () => {
    const file = await weightsIn('_layer_checkpoint_dependencies');
    expect((await readKerasHdf5(file, 'old.weights.h5', model)).weights).toEqual(network.weights);
  });

  test('of Keras 2 have weights by name and order, and the description in an attribute', async () => {
    const { config }: Config = JSON.parse(new TextDecoder().decode(entries['config.json']));
    const file = await writeHdf5((root) => {
      root.create_attribute('model_config', JSON.stringify({ class_name: 'Sequential', config }));
      legacyWeights(root.create_group('model_weights'));
    });
    expect(await readKerasHdf5(file, 'old.h5')).toEqual({ model, weights: network.weights });
  });

  test('of Keras 2 with weights alone', async () => {
    expect(await readKerasHdf5(await writeHdf5(legacyWeights), 'old.h5', model)).toEqual({
      model,
      weights: network.weights,
    });
  });

  test('of float64 are rounded', async () => {
    const only = sequential({ inputShape: [2], layers: [dense({ units: 1, useBias: false })] });
    const doubles = await writeHdf5((root) => {
      const variables = root.create_group('layers').create_group('dense').create_group('vars');
      variables.create_dataset({ name: '0', data: Float64Array.of(0.1, 1e300), shape: [2, 1] });
    });
    const { weights } = await readKerasHdf5(doubles, 'w.h5', only);
    expect([...(weights.get('dense/kernel')?.data ?? [])]).toEqual([Math.fround(0.1), Infinity]);
  });
});

describe('weights that do not fit their network are refused', () => {
  test.each<[name: string, says: string, edit: (variables: Group, layer: string) => void]>([
    [
      'one tensor too many',
      '"dense" has 2 tensors of weights, but the file has 3',
      (variables, layer) => {
        if (layer === 'dense') variables.create_dataset({ name: '2', data: Float32Array.of(1) });
      },
    ],
    [
      'a layer too many',
      'weights of a layer "flatten"',
      (variables, layer) => {
        if (layer === 'flatten') variables.create_dataset({ name: '0', data: Float32Array.of(1) });
      },
    ],
  ])('%s', async (_, says, edit) => {
    await expect(readKerasHdf5(await weightsIn('layers', edit), 'w.h5', model)).rejects.toMatchObject({
      code: 'SHADEGRAD_FORMAT_WEIGHTS',
      message: expect.stringContaining(says),
    });
  });

  test('another shape', async () => {
    const other = sequential({
      inputShape: [6, 5, 2],
      layers: model.layers.map(({ settings }) =>
        settings.type === 'dense' && settings.units === 4 ? { ...settings, units: 5 } : settings,
      ),
    });
    await expect(readKerasHdf5(weightsFile, 'w.h5', other)).rejects.toMatchObject({
      code: 'SHADEGRAD_FORMAT_WEIGHTS',
      message: expect.stringContaining('"dense/kernel" is [18, 5]'),
    });
  });
});

describe('nothing leads out of a file', () => {
  test('entries elsewhere in the archive are left alone', async () => {
    const bytes = archive({
      '../config.json': strToU8('no'),
      '/etc/passwd': strToU8('no'),
      'assets/../../x': strToU8('no'),
    });
    expect(await readKerasArchive(bytes, 'model.keras')).toEqual(network);
  });

  test('links to other files are not followed', async () => {
    const file = await writeHdf5((root) => root.create_external_link('/etc/passwd', '/', 'layers'));
    await expect(readKerasHdf5(file, 'w.h5', model)).rejects.toMatchObject({
      code: 'SHADEGRAD_FORMAT_DAMAGED',
    });
  });
});

describe('sizes are checked before memory is taken', () => {
  test('an entry that would grow a hundredfold', async () => {
    const zeros = zipSync({ ...entries, 'model.weights.h5': new Uint8Array(50_000_000) }, { level: 9 });
    expect(zeros.length).toBeLessThan(100_000);
    await expect(readKerasArchive(zeros, 'bomb.keras')).rejects.toMatchObject({
      code: 'SHADEGRAD_FORMAT_SIZE',
    });
  });

  test('an entry that says it has four gigabytes', async () => {
    const bytes = Uint8Array.from(zipSync(entries, { level: 9 }));
    const view = new DataView(bytes.buffer);
    // The size of an entry, 24 bytes into its record in the central directory.
    for (let i = 0; i < bytes.length - 28; i++)
      if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 0xfffffff0, true);
    await expect(readKerasArchive(bytes, 'bomb.keras')).rejects.toMatchObject({
      code: 'SHADEGRAD_FORMAT_SIZE',
    });
  });

  test('a description of a hundred million weights', async () => {
    const bytes = described(({ config }) => {
      const last = config.layers.at(-1);
      if (last !== undefined) last.config['units'] = 25_000_000;
    });
    await expect(readKerasArchive(bytes, 'bomb.keras')).rejects.toMatchObject({
      code: 'SHADEGRAD_FORMAT_SIZE',
    });
  });
});

describe('damage is told', () => {
  test.each<[name: string, code: string, bytes: Uint8Array]>([
    ['no archive', 'DAMAGED', strToU8('PK\u0003\u0004 no archive')],
    ['no bytes', 'DAMAGED', new Uint8Array()],
    ['half an archive', 'DAMAGED', intact.subarray(0, intact.length / 2)],
    ['no description', 'DAMAGED', zipSync({ 'model.weights.h5': weightsFile })],
    ['no weights', 'DAMAGED', zipSync({ 'config.json': entries['config.json'] ?? new Uint8Array() })],
    ['a description that is no JSON', 'DAMAGED', archive({ 'config.json': strToU8('{') })],
    ['weights that are no HDF5', 'DAMAGED', archive({ 'model.weights.h5': strToU8('weights') })],
    ['HDF5 that is cut', 'DAMAGED', archive({ 'model.weights.h5': weightsFile.subarray(0, 2000) })],
    [
      'a lambda',
      'LAYER',
      described(({ config }) => Object.assign(config.layers[1] ?? {}, { class_name: 'Lambda' })),
    ],
  ])('%s: %s', async (_, code, bytes) => {
    await expect(readKerasArchive(bytes, 'model.keras')).rejects.toMatchObject({
      code: `SHADEGRAD_FORMAT_${code}`,
      message: expect.stringContaining('model.keras'),
    });
  });

  test('two entries of one name', async () => {
    const twice = Uint8Array.from(archive({ 'confiG.json': strToU8('{}') }));
    for (let i = 0; i < twice.length; i++) if (twice[i] === 0x47 && twice[i - 1] === 0x69) twice[i] = 0x67;
    await expect(readKerasArchive(twice, 'model.keras')).rejects.toMatchObject({
      code: 'SHADEGRAD_FORMAT_DAMAGED',
      message: expect.stringContaining('two entries'),
    });
  });

  test('whatever the damage to the archive is', async () => {
    await fc.assert(
      fc.asyncProperty(damageTo(intact), async (damage) => {
        const outcome = await outcomeOf(() => readKerasArchive(damaged(intact, damage), 'model.keras'));
        expect(outcome).toMatch(TOLD);
      }),
      { numRuns: 300 },
    );
  });

  test('whatever the damage to the HDF5 file is', async () => {
    await fc.assert(
      fc.asyncProperty(damageTo(weightsFile), async (damage) => {
        const outcome = await outcomeOf(() => readKerasHdf5(damaged(weightsFile, damage), 'w.h5', model));
        expect(outcome).toMatch(TOLD);
      }),
      { numRuns: 500 },
    );
  });
});
