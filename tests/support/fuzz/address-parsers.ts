// Addresses of the web app that share a network and its settings.

import { adam, conv2d, dense, flatten, oneCycleSchedule, sequential } from '@shadegrad/core';
import { encodeShare, parseShare } from '../../../packages/web/src/share/share-link.js';
import { mutated } from './mutate.js';
import type { Parser } from './parser.js';

const model = sequential({
  name: 'shared',
  inputShape: [28, 28, 1],
  layers: [conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }), flatten(), dense({ units: 10 })],
});
const address = encodeShare({
  model,
  settings: {
    epochs: 3,
    batchSize: 128,
    optimizer: adam({ learningRate: 0.002 }),
    schedule: oneCycleSchedule(),
    validationSplit: 0.1,
    dropout: true,
    seed: 42,
    onNan: 'stop',
  },
});
const [head = '', payload = ''] = address.split('.');
const json = Buffer.from(payload, 'base64url');
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const addressParsers: readonly Parser[] = [
  {
    name: 'shared address',
    seeds: [utf8(address)],
    isText: false,
    // Changes of what lies within, which an address that is changed itself hardly ever reaches.
    made: mutated([json]).map((bytes) => utf8(`${head}.${Buffer.from(bytes).toString('base64url')}`)),
    parse: (bytes) => {
      const shared = parseShare(new TextDecoder().decode(bytes));
      if (shared === undefined) return;
      if (Buffer.byteLength(JSON.stringify(shared)) > 8 * bytes.length + 2 ** 12)
        throw new Error('it has grown');
    },
    bound: (fileBytes) => 4 * fileBytes + 2 ** 16,
  },
];
