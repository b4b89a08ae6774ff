// Every reader of other programs' model files.

import { readFileSync } from 'node:fs';
import { conv2d, dense, dropout, flatten, initialWeights, maxPool2d, sequential } from '@shadegrad/core';
import { exportModel, importModel } from '@shadegrad/core/formats';
import * as fc from 'fast-check';
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { ENTRIES } from '../../../packages/core/src/formats/keras/limits.js';
import { readZip } from '../../../packages/core/src/formats/keras/zip.js';
import { hdf5Files, kerasConfigs } from '../../../packages/core/src/formats/testing/keras-files.js';
import { onnxFiles } from '../../../packages/core/src/formats/testing/onnx-files.js';
import { mutated } from './mutate.js';
import type { Parser } from './parser.js';

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/formats/${name}`, import.meta.url));

const model = sequential({
  name: 'small',
  inputShape: [8, 8, 1],
  layers: [
    conv2d({ filters: 2, kernelSize: 3, activation: 'relu', padding: 'same' }),
    maxPool2d(),
    dropout({ rate: 0.25 }),
    flatten(),
    dense({ units: 3, activation: 'softmax' }),
  ],
});
const network = { model, weights: initialWeights(model, 5), classes: ['a', 'b', 'c'] };
const exported = async (format: 'onnx' | 'keras' | 'tfjs'): Promise<[name: string, bytes: Uint8Array][]> => [
  ...(await exportModel(network, format)),
];

const [[, onnx] = ['', new Uint8Array()]] = await exported('onnx');
const [[, keras] = ['', new Uint8Array()]] = await exported('keras');
const tfjs = new Map(await exported('tfjs'));
const description = tfjs.get('model.json') ?? new Uint8Array();

const archive = fixture('functional_one.keras');
const entries = unzipSync(archive);
const { model: functional } = await importModel(new Map([['model.keras', archive]]));
const json = (value: unknown): Uint8Array => strToU8(JSON.stringify(value) ?? '');
/** The archive with another description, as large as its weights are. */
const described = (config: Uint8Array): Uint8Array<ArrayBuffer> =>
  zipSync({ ...entries, 'config.json': config }, { level: 0 });

const read = (name: string) => (bytes: Uint8Array<ArrayBuffer>) => importModel(new Map([[name, bytes]]));

/** Names and contents as a Keras archive has them, and as none has; packed well and not at all. */
const archives = fc
  .array(
    fc.record({
      name: fc.constantFrom(
        ...Object.keys(ENTRIES),
        '../config.json',
        '__proto__',
        'assets/x',
        'é'.repeat(300),
      ),
      contents: fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(new Uint8Array(2 ** 14), new Uint8Array(2 ** 16)),
      ),
      level: fc.constantFrom(0 as const, 9 as const),
    }),
    { maxLength: 5 },
  )
  .map((files) => {
    const zip: Zippable = {};
    for (const { name, contents, level } of files) zip[name] = [contents, { level }];
    return zipSync(zip);
  });

const MIB = 2 ** 20;
/** As `readZip` promises. */
const MOST_EXPANSION = 100;

export const modelFileParsers: readonly Parser[] = [
  {
    name: 'ONNX',
    seeds: [onnx, fixture('pytorch.onnx'), fixture('pytorch-torchscript.onnx')],
    isText: false,
    made: onnxFiles,
    parse: read('model.onnx'),
    bound: (fileBytes) => 8 * fileBytes + MIB,
  },
  {
    name: 'TensorFlow.js model.json',
    seeds: [description],
    isText: true,
    made: kerasConfigs.map((modelTopology) =>
      Uint8Array.from(json({ ...JSON.parse(new TextDecoder().decode(description)), modelTopology })),
    ),
    parse: (bytes) => importModel(new Map([...tfjs, ['model.json', bytes]])),
    bound: (fileBytes) => 8 * fileBytes + MIB,
  },
  {
    name: 'zip',
    seeds: [keras, zipSync({ 'config.json': new Uint8Array(MIB), 'metadata.json': json({}) })],
    isText: false,
    made: archives,
    parse: (bytes) => readZip(bytes, ENTRIES, 'model.keras'),
    bound: (fileBytes) => (Object.keys(ENTRIES).length * MOST_EXPANSION + 2) * fileBytes + MIB,
  },
  {
    name: 'Keras archive',
    seeds: [keras, archive, fixture('from_keras.keras')],
    isText: false,
    made: fc.oneof(
      kerasConfigs.map((config) => described(json(config))),
      mutated([entries['config.json'] ?? new Uint8Array()]).map(described),
    ),
    parse: read('model.keras'),
    bound: (fileBytes) => 16 * fileBytes + 16 * MIB,
  },
  {
    name: 'HDF5',
    inputsPerProcess: 5000,
    seeds: [fixture('from_keras.h5'), fixture('functional_one.h5'), fixture('from_keras.weights.h5')],
    isText: false,
    made: hdf5Files,
    parse: (bytes) => importModel(new Map([['model.h5', bytes]]), {}),
    bound: (fileBytes) => 16 * fileBytes + 16 * MIB,
  },
  {
    name: 'HDF5 weights',
    inputsPerProcess: 5000,
    seeds: [entries['model.weights.h5'] ?? new Uint8Array(), fixture('functional_one.weights.h5')],
    isText: false,
    made: hdf5Files,
    parse: (bytes) => importModel(new Map([['model.h5', bytes]]), { model: functional }),
    bound: (fileBytes) => 16 * fileBytes + 16 * MIB,
  },
];
