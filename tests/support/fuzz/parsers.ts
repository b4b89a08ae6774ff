// Every reader of files that may come from anywhere, with real files to start from.

import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import {
  conv2d,
  dense,
  dropout,
  flatten,
  initialWeights,
  maxPool2d,
  modelToJson,
  parseCheckpointState,
  parseChecksums,
  parseModel,
  parseRunConfig,
  readSafetensors,
  readSafetensorsMetadata,
  sequential,
  namedTensors,
  writeSafetensors,
  writeSafetensorsNetwork,
} from '@shadegrad/core';
import { datasetFromIdx, encodeIdx, gunzip, syntheticDigits } from '@shadegrad/data';
import { encode } from 'fast-png';
import { decodePng } from '../../../packages/cli/src/pictures/read-png.js';
import { readHistory, rewindLog } from '../../../packages/cli/src/run-folder/metrics-log.js';
import { readDataFile } from '../../../packages/data/src/node/dataset-folder.js';
import { addressParsers } from './address-parsers.js';
import { modelFileParsers } from './model-file-parsers.js';
import type { Parser } from './parser.js';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const utf8 = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));
const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/run/${name}`, import.meta.url));

const { train } = syntheticDigits({ train: 3, test: 1, seed: 5 });
const images = encodeIdx({ shape: [3, 28, 28], data: train.images });
const labels = encodeIdx({ shape: [3], data: train.labels });
const classes = Array.from({ length: 10 }, (_, label) => String(label));

const model = sequential({
  inputShape: [8, 8, 1],
  layers: [
    conv2d({ filters: 2, kernelSize: 3, activation: 'relu' }),
    maxPool2d({ poolSize: 2 }),
    dropout({ rate: 0.25 }),
    flatten(),
    dense({ units: 3, activation: 'softmax' }),
  ],
});
const weights = initialWeights(model, 1);

const SIDE = 12;
function png(channels: 1 | 2 | 3 | 4, depth: 8 | 16): Uint8Array {
  const values = Array.from({ length: SIDE * SIDE * channels }, (_, index) => (index * 7) % 256);
  const data = depth === 16 ? Uint16Array.from(values) : Uint8Array.from(values);
  return encode({ width: SIDE, height: SIDE, channels, depth, data });
}

/** A deflate stream grows at most so much. */
const MOST_DEFLATED = 1032;
const SMALL = 2 ** 16;
const GUNZIP_BOUND = 2 ** 20;

export const parsers: readonly Parser[] = [
  {
    name: 'IDX',
    seeds: [images, labels],
    isText: false,
    parse: (bytes) => {
      const isLabels = (bytes[3] ?? 0) === 1;
      const pair = isLabels ? { images, labels: bytes } : { images: bytes, labels };
      return datasetFromIdx({ name: 'fuzz', classes, ...pair });
    },
    bound: () => SMALL,
  },
  {
    name: 'gzip',
    seeds: [
      gzipSync(labels),
      gzipSync(images),
      gzipSync(new Uint8Array(2 ** 22)),
      gzipSync(new Uint8Array(0)),
    ],
    isText: false,
    parse: (bytes) => gunzip(bytes, { maxBytes: GUNZIP_BOUND }),
    bound: () => 4 * GUNZIP_BOUND,
  },
  {
    name: 'data file',
    seeds: [gzipSync(labels), labels, gzipSync(new Uint8Array(2 ** 22))],
    isText: false,
    parse: async (bytes, folder) => {
      const path = join(folder, 'data');
      await writeFile(path, bytes);
      return readDataFile(path, GUNZIP_BOUND);
    },
    bound: (fileBytes) => 2 * fileBytes + 8 * GUNZIP_BOUND,
  },
  {
    name: 'PNG',
    seeds: [png(1, 8), png(3, 8), png(4, 8), png(2, 16), blackAndWhite(), bomb()],
    isText: false,
    repair: withChunkSums,
    parse: (bytes) => decodePng(bytes, 'picture.png'),
    bound: (fileBytes) => 8 * MOST_DEFLATED * fileBytes,
  },
  {
    name: 'safetensors',
    seeds: [
      writeSafetensorsNetwork({ model, weights, classes: ['a', 'b', 'c'] }),
      writeSafetensors(namedTensors(weights), { format: 'shadegrad' }),
    ],
    isText: false,
    parse: (bytes) => [readSafetensors(bytes, 'weights'), readSafetensorsMetadata(bytes, 'weights')],
    bound: (fileBytes) => 2 * fileBytes + SMALL,
  },
  {
    name: 'model JSON',
    seeds: [utf8(modelToJson(model)), utf8({ inputShape: [4], layers: [{ type: 'dense', units: 3 }] })],
    isText: true,
    parse: (bytes) => parseModel(text(bytes)),
    bound: () => SMALL,
  },
  {
    name: 'config.json',
    seeds: [fixture('config.json')],
    isText: true,
    parse: (bytes) => parseRunConfig(text(bytes), 'config.json'),
    bound: () => SMALL,
  },
  {
    name: 'state.json',
    seeds: [fixture('state.json')],
    isText: true,
    parse: (bytes) => parseCheckpointState(text(bytes), 'checkpoints/step-000001-epoch-0'),
    bound: () => SMALL,
  },
  {
    name: 'SHA256SUMS',
    seeds: [fixture('SHA256SUMS')],
    isText: true,
    parse: (bytes) => parseChecksums(text(bytes)),
    bound: () => SMALL,
  },
  {
    name: 'metrics.jsonl',
    seeds: [fixture('metrics.jsonl')],
    isText: true,
    parse: async (bytes, folder) => {
      const path = join(folder, 'metrics.jsonl');
      await writeFile(path, bytes);
      const history = await readHistory(path);
      await rewindLog(path, { step: 5, epoch: 0 });
      const { steps } = await readHistory(path);
      if (steps.length > history.steps.length) throw new Error('going back has added steps');
      return history;
    },
    // Three times a buffer for reading, and the longest line.
    bound: (fileBytes) => 8 * SMALL + 4 * fileBytes,
  },
  ...modelFileParsers,
  ...addressParsers,
];

function blackAndWhite(): Uint8Array {
  return encode({
    width: SIDE,
    height: SIDE,
    channels: 1,
    depth: 1,
    data: new Uint8Array(2 * SIDE).fill(0x5a),
  });
}

/** Each chunk with the checksum of what it holds now. */
function withChunkSums(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 8; offset + 12 <= bytes.length;) {
    const end = offset + 8 + view.getUint32(offset);
    if (end + 4 > bytes.length) break;
    view.setUint32(end, crc32(bytes.subarray(offset + 4, end)));
    offset = end + 4;
  }
  return bytes;
}

/** A picture whose pixels unpack to a thousand times what its header says. */
function bomb(): Uint8Array {
  const whole = Buffer.from(png(1, 8));
  const at = whole.indexOf('IDAT') - 4;
  const data = deflateSync(Buffer.alloc(2 ** 20));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([
    whole.subarray(0, at),
    length,
    Buffer.from('IDAT'),
    data,
    Buffer.alloc(4),
    whole.subarray(-12),
  ]);
}
