import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ModelFiles } from '../network.js';
import { damaged, damageTo } from '../testing/damage.js';
import { outcomeOf, smallNetwork, TOLD } from '../testing/networks.js';
import { readTfjs, writeTfjs } from './index.js';

const network = smallNetwork();
const intact = writeTfjs(network);
const SHARD = 'group1-shard1of1.bin';

interface Json {
  modelTopology: {
    class_name: string;
    config: {
      name: string;
      layers: { class_name: string; config: Record<string, unknown>; [key: string]: unknown }[];
    };
  };
  weightsManifest: { paths: string[]; weights: Record<string, unknown>[] }[];
  [key: string]: unknown;
}

/** The files with something changed in model.json. */
function edited(edit: (json: Json) => unknown): ModelFiles {
  const json: Json = JSON.parse(new TextDecoder().decode(intact.get('model.json')));
  edit(json);
  return new Map([...intact, ['model.json', new TextEncoder().encode(JSON.stringify(json))]]);
}

const layer = ({ modelTopology }: Json, index: number) => {
  const found = modelTopology.config.layers[index];
  if (found === undefined) throw new Error(`there is no layer ${index}`);
  return found;
};
const weight = ({ weightsManifest }: Json) => weightsManifest[0]?.weights[0] ?? {};
const readFiles = (files: ModelFiles) => readTfjs(files, 'model.json');

test('what the converter makes of a Keras file has its description one level deeper', () => {
  const files = edited((json) => {
    const { modelTopology } = json;
    Object.assign(json, { modelTopology: { keras_version: '2.11.0', model_config: modelTopology } });
  });
  expect(readFiles(files)).toEqual(network);
});

test('names that no tensor can have here become fit, and still find their weights', () => {
  const files = edited((json) => {
    layer(json, 0).config['name'] = 'Conv 1 (für Ziffern)';
    weight(json)['name'] = 'Conv 1 (für Ziffern)/kernel';
    Object.assign(json.weightsManifest[0]?.weights[1] ?? {}, { name: 'Conv 1 (für Ziffern)/bias' });
    layer(json, 4).config['name'] = '2nd';
    for (const [i, role] of ['kernel', 'bias'].entries()) {
      Object.assign(json.weightsManifest[0]?.weights[2 + i] ?? {}, { name: `2nd/${role}` });
    }
  });
  const { model, weights } = readFiles(files);
  expect(model.layers.map(({ name }) => name)).toEqual([
    'Conv_1__f_r_Ziffern_',
    'max_pooling2d',
    'dropout',
    'flatten',
    'layer_2nd',
    'dense_1',
  ]);
  expect([...weights.values()]).toEqual([...network.weights.values()]);
});

describe('what no layer here computes is refused, with its name', () => {
  test.each<[name: string, says: string, edit: (json: Json) => unknown]>([
    [
      'another class',
      '"conv2d" (DepthwiseConv2D): only Activation',
      (json) => (layer(json, 0).class_name = 'DepthwiseConv2D'),
    ],
    ['a class of Object', '(constructor): only', (json) => (layer(json, 0).class_name = 'constructor')],
    [
      'a network of networks',
      '"dense" (Sequential): only',
      (json) => (layer(json, 4).class_name = 'Sequential'),
    ],
    ['dilation', 'dilated convolutions', (json) => (layer(json, 0).config['dilation_rate'] = [2, 2])],
    ['groups', 'convolutions in groups', (json) => (layer(json, 0).config['groups'] = 2)],
    [
      'channels first',
      'data format is channels_first',
      (json) => (layer(json, 1).config['data_format'] = 'channels_first'),
    ],
    ['another activation', 'activation is elu', (json) => (layer(json, 4).config['activation'] = 'elu')],
    ['a noise shape', 'noise shape', (json) => (layer(json, 2).config['noise_shape'] = [null, 1])],
    ['no filters', 'its filters is missing or malformed', (json) => delete layer(json, 0).config['filters']],
    [
      'a quantized tensor',
      '"conv2d/kernel": it is quantized',
      (json) => (weight(json)['quantization'] = { scale: 1, min: 0 }),
    ],
    ['whole numbers', '"conv2d/kernel": it is int32', (json) => (weight(json)['dtype'] = 'int32')],
    [
      'another kind of network',
      '(Graph): only Sequential',
      (json) => (json.modelTopology.class_name = 'Graph'),
    ],
  ])('%s', (_, says, edit) => {
    expect(() => readFiles(edited(edit))).toThrow(
      expect.objectContaining({ code: 'SHADEGRAD_FORMAT_LAYER', message: expect.stringContaining(says) }),
    );
  });
});

/** The same network as a functional model. */
const functional = (edit: (json: Json) => unknown = () => {}) =>
  edited((json) => {
    json.modelTopology.class_name = 'Functional';
    const { layers } = json.modelTopology.config;
    let before = 'start';
    for (const each of layers) {
      const name = String(each.config['name']);
      Object.assign(each, { name, inbound_nodes: [[[before, 0, 0, {}]]] });
      before = name;
    }
    const config = { batch_input_shape: [null, 6, 5, 2], name: 'start' };
    layers.unshift({ class_name: 'InputLayer', name: 'start', config, inbound_nodes: [] });
    edit(json);
    // In whatever order the layers come, the graph has theirs.
    layers.reverse();
  });

describe('functional models', () => {
  test('whose layers follow one another are read', () => {
    expect(readFiles(functional())).toEqual(network);
  });

  test.each<[name: string, says: string, edit: (json: Json) => unknown]>([
    [
      'a branch',
      '"dropout" branches',
      (json) => (layer(json, 5)['inbound_nodes'] = [[['dropout', 0, 0, {}]]]),
    ],
    [
      'two tensors for one layer',
      'does not follow exactly one layer',
      (json) =>
        (layer(json, 5)['inbound_nodes'] = [
          [
            ['flatten', 0, 0, {}],
            ['dropout', 0, 0, {}],
          ],
        ]),
    ],
    [
      'a circle',
      'no row of layers leads to it',
      (json) => (layer(json, 1)['inbound_nodes'] = [[['dense_1', 0, 0, {}]]]),
    ],
    ['one name twice', 'has the same name', (json) => (layer(json, 3)['name'] = 'conv2d')],
    [
      'two inputs',
      'a second input',
      (json) => json.modelTopology.config.layers.push({ ...layer(json, 0), name: 'other' }),
    ],
  ])('with %s are refused', (_, says, edit) => {
    expect(() => readFiles(functional(edit))).toThrow(
      expect.objectContaining({ code: 'SHADEGRAD_FORMAT_LAYER', message: expect.stringContaining(says) }),
    );
  });
});

describe('damage is told', () => {
  const without = (name: string): ModelFiles => new Map([...intact].filter(([file]) => file !== name));
  test.each<[name: string, code: string, files: ModelFiles]>([
    [
      'no JSON',
      'FORMAT_DAMAGED',
      new Map([...intact, ['model.json', new TextEncoder().encode('{"modelTopology":')]]),
    ],
    [
      'five megabytes of JSON',
      'FORMAT_SIZE',
      new Map([...intact, ['model.json', new Uint8Array(5_000_000)]]),
    ],
    ['a shard that is not there', 'FORMAT_DAMAGED', without(SHARD)],
    ['a shard that is cut', 'FORMAT_DAMAGED', new Map([...intact, [SHARD, new Uint8Array(100)]])],
    ...['../../etc/passwd', '/etc/passwd', 'a/b.bin', 'https://example.org/w.bin', '..', 'C:\\w.bin', ''].map(
      (path): [string, string, ModelFiles] => [
        `a shard in ${path || 'nowhere'}`,
        'FORMAT_DAMAGED',
        edited(({ weightsManifest }) => Object.assign(weightsManifest[0] ?? {}, { paths: [path] })),
      ],
    ),
    ['a tensor of 2⁶⁰', 'FORMAT_DAMAGED', edited((json) => (weight(json)['shape'] = [2 ** 60]))],
    ['another shape', 'FORMAT_WEIGHTS', edited((json) => (weight(json)['shape'] = [3, 2, 2, 3]))],
    [
      'a layer without weights',
      'FORMAT_WEIGHTS',
      edited((json) => (weight(json)['name'] = 'elsewhere/kernel')),
    ],
    ['no layers', 'FORMAT_DAMAGED', edited(({ modelTopology }) => (modelTopology.config.layers = []))],
    [
      'an open input',
      'FORMAT_DAMAGED',
      edited((json) => (layer(json, 0).config['batch_input_shape'] = [null, null, null, 1])),
    ],
    ['a rate of two', 'LAYER', edited((json) => (layer(json, 2).config['rate'] = 2))],
    ['a billion units', 'MODEL_SHAPE', edited((json) => (layer(json, 4).config['units'] = 1e9))],
  ])('%s: %s', (_, code, files) => {
    expect(() => readFiles(files)).toThrow(expect.objectContaining({ code: `SHADEGRAD_${code}` }));
  });

  test('whatever the damage is', async () => {
    const json = intact.get('model.json') ?? new Uint8Array();
    await fc.assert(
      fc.asyncProperty(damageTo(json), async (damage) => {
        const files = new Map([...intact, ['model.json', damaged(json, damage)] as const]);
        expect(await outcomeOf(async () => readFiles(files))).toMatch(TOLD);
      }),
      { numRuns: 500 },
    );
  });

  test('whatever JSON the description is', async () => {
    const value = fc.jsonValue();
    await fc.assert(
      fc.asyncProperty(value, value, async (topology, manifest) => {
        const files = edited((json) =>
          Object.assign(json, { modelTopology: topology, weightsManifest: manifest }),
        );
        expect(await outcomeOf(async () => readFiles(files))).not.toBe('read');
      }),
      { numRuns: 300 },
    );
  });
});
