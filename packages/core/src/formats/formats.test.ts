import { describe, expect, test } from 'vitest';
import { sequential } from '../model/index.js';
import { dense } from '../layers/factories.js';
import { detectFormat, exportModel, importModel, modelFormats } from './index.js';
import { smallNetwork, withFutureLayer } from './testing/networks.js';

const network = smallNetwork();

describe.each(modelFormats)('%s', (format) => {
  test('gives back the network, its weights to the bit, and the names of its classes', async () => {
    const { model, weights, classes } = await importModel(await exportModel(network, format));
    expect({ model, weights, classes }).toEqual(network);
  });

  test('works without names of classes', async () => {
    const { model, weights } = network;
    expect((await importModel(await exportModel({ model, weights }, format))).classes).toBeUndefined();
  });

  test('refuses weights of another network', async () => {
    const model = sequential({ inputShape: [4], layers: [dense({ units: 2 })] });
    await expect(exportModel({ ...network, model }, format)).rejects.toMatchObject({
      code: 'SHADEGRAD_WEIGHTS',
    });
  });
});

test.each(['onnx', 'tfjs', 'keras'] as const)('%s names the layer that it cannot say', async (format) => {
  await expect(exportModel(withFutureLayer(network), format)).rejects.toMatchObject({
    code: 'SHADEGRAD_FORMAT_LAYER',
    message: expect.stringContaining('"from-the-future" (convolve4d)'),
  });
});

test('equal networks make equal files', async () => {
  for (const format of ['safetensors', 'onnx', 'tfjs'] as const) {
    expect(await exportModel(smallNetwork(), format)).toEqual(await exportModel(network, format));
  }
});

test('weights are cut into shards of four megabytes', async () => {
  const model = sequential({ inputShape: [1100], layers: [dense({ units: 1000 })] });
  const kernel = { shape: [1100, 1000], data: Float32Array.from({ length: 1_100_000 }, (_, i) => i) };
  const bias = { shape: [1000], data: new Float32Array(1000) };
  const weights = new Map([
    ['dense/kernel', kernel],
    ['dense/bias', bias],
  ]);
  const files = await exportModel({ model, weights }, 'tfjs');
  expect([...files].map(([name, { length }]) => [name, length]).slice(1)).toEqual([
    ['group1-shard1of2.bin', 4 * 2 ** 20],
    ['group1-shard2of2.bin', 4 * 1_101_000 - 4 * 2 ** 20],
  ]);
  const read = (await importModel(files)).weights.get('dense/kernel');
  expect(read?.data.every((value, i) => value === i)).toBe(true);
});

describe('a file is known by its contents, whatever its name', () => {
  test.each(modelFormats)('%s', async (format) => {
    const [[, bytes] = ['', new Uint8Array()]] = await exportModel(network, format);
    expect(detectFormat(bytes, 'model')).toBe(format);
  });

  test('an empty file, text and a picture are none', () => {
    for (const bytes of [
      [],
      [0x68, 0x65, 0x6c, 0x6c, 0x6f],
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ]) {
      expect(() => detectFormat(Uint8Array.from(bytes), 'thing.bin')).toThrow(
        expect.objectContaining({ code: 'SHADEGRAD_FORMAT_UNKNOWN' }),
      );
    }
  });

  test('without a file there is nothing to import', async () => {
    await expect(importModel(new Map())).rejects.toMatchObject({ code: 'SHADEGRAD_FORMAT_UNKNOWN' });
  });
});
