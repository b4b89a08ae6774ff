// shadegrad export and import, and every command on model files of every format, as people run them.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initialWeights, parseModel, type Evaluation } from '@shadegrad/core';
import { exportModel, importModel } from '@shadegrad/core/formats';
import { syntheticDigits } from '@shadegrad/data';
import { encode } from 'fast-png';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCli, jsonLines, shadegrad, SMALL_MODEL, writeDigits, type Finished } from './support/cli.js';

/** Milliseconds; a software driver that has never seen these kernels takes its time. */
const COMPILING = 300_000;
const folder = await mkdtemp(join(tmpdir(), 'shadegrad-cli-formats-'));
const at = (...path: string[]): string => join(folder, ...path);
const sg = (...args: readonly string[]): Promise<Finished> => shadegrad(folder, args);
const refusal = async (...args: readonly string[]): Promise<string> => {
  const { code, stderr } = await sg(...args);
  return `${code} ${stderr}`;
};

/** The files that `export` makes of a run, and what it is told to make. */
const EXPORTS = [
  ['safetensors', 'model.safetensors'],
  ['onnx', 'model.onnx'],
  ['tfjs', 'tfjs/model.json'],
  ['keras', 'model.keras'],
] as const;

let run: string;

beforeAll(async () => {
  await buildCli();
  await writeDigits(at('digits'), { train: 480, test: 100 });
  await writeFile(at('small.json'), JSON.stringify(SMALL_MODEL));
  const settings = ['--data', 'digits', '--model', 'small.json', '--batch-size', '8', '--epochs', '1'];
  await sg('train', ...settings);
  run = join('runs', (await readdir(at('runs')))[0] ?? '');
}, COMPILING);
afterAll(() => rm(folder, { recursive: true }));

describe.each(EXPORTS)('%s', { timeout: COMPILING }, (format, file) => {
  test('is written into the run, and answers the test images as the run did', async () => {
    const { code, stdout } = await sg('export', run, '--format', format);
    expect(code).toBe(0);
    const path = join(run, 'export', file);
    expect(stdout).toContain(path);
    expect(stdout).toMatch(/^takes +float32 \[N, 28, 28, 1\]: pictures/m);
    expect(stdout).toMatch(/^gives +float32 \[N, 10\]: probabilities/m);

    const expected: Evaluation = JSON.parse(await readFile(at(run, 'evaluation.json'), 'utf8'));
    const [event] = jsonLines((await sg('evaluate', path, '--data', 'digits', '--json')).stdout);
    expect(event).toMatchObject({ type: 'evaluation', correct: expected.correct, count: 100 });
    expect(event?.['loss']).toBeCloseTo(expected.loss, 5);
  });

  test('is imported into a file that carries its network along', async () => {
    await sg('export', run, '--format', format, '--out', at(`from-${format}`, file));
    const source = format === 'tfjs' ? at('from-tfjs', file) : at(`from-${format}`, file);
    const { code, stdout } = await sg('import', source, '--out', `imported-${format}.safetensors`);
    expect(code).toBe(0);
    expect(stdout).toContain('dense (Dense)');
    expect(stdout).toContain(`evaluate imported-${format}.safetensors`);
    const read = async (path: string) => importModel(new Map([[path, await readFile(at(path))]]));
    const [original, imported] = await Promise.all([
      read(join(run, 'export', 'model.safetensors')),
      read(`imported-${format}.safetensors`),
    ]);
    expect(imported.weights).toEqual(original.weights);
    expect(imported.classes).toEqual(original.classes);
  });

  test('is classified with and inspected', async () => {
    const path = join(run, 'export', format === 'tfjs' ? 'tfjs' : file);
    const { images } = syntheticDigits({ train: 1, test: 1, seed: 3 }).test;
    await writeFile(at('digit.png'), encode({ width: 28, height: 28, channels: 1, data: images }));
    const [prediction] = jsonLines((await sg('predict', path, 'digit.png', '--json')).stdout);
    const [expected] = jsonLines((await sg('predict', run, 'digit.png', '--json')).stdout);
    expect(prediction?.['classes']).toEqual(expected?.['classes']);

    expect((await sg('inspect', path)).stdout).toContain('conv2d (Conv2D)');
  });
});

test.each(['onnx', 'tfjs'])(
  'what was exported as %s is not overwritten unasked',
  async (format) => {
    const args = ['export', run, '--format', format, '--out', `twice-${format}`];
    expect((await sg(...args)).code).toBe(0);
    expect(await refusal(...args)).toMatch(/^4 SHADEGRAD_FILE_EXISTS: .+--force/);
    expect((await sg(...args, '--force')).code).toBe(0);
  },
  COMPILING,
);

test.each([
  ['tfjs', 'tfjs'],
  ['keras', 'model.keras'],
])(
  'training goes on from %s, and the run says from what',
  async (format, file) => {
    const path = join(run, 'export', file);
    const args = ['train', '--data', 'digits', '--model', path, '--init', path, '--epochs', '1'];
    const { code, stderr } = await sg(...args, '--batch-size', '8', '--out', `further-${format}`);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const [further = ''] = await readdir(at(`further-${format}`));
    const { init } = JSON.parse(await readFile(at(`further-${format}`, further, 'config.json'), 'utf8'));
    expect(init).toMatchObject({ path: at(path), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  },
  COMPILING,
);

test(
  'weights alone are imported with a description beside them',
  async () => {
    const model = parseModel(SMALL_MODEL);
    const archive = await exportModel({ model, weights: initialWeights(model, 2) }, 'keras');
    const entries = unzipSync(archive.get('model.keras') ?? new Uint8Array());
    await writeFile(at('some.weights.h5'), entries['model.weights.h5'] ?? '');
    expect(await refusal('import', 'some.weights.h5')).toMatch(/^4 SHADEGRAD_WEIGHTS_NO_MODEL: .+--model/);
    expect((await sg('import', 'some.weights.h5', '--model', 'small.json')).code).toBe(0);
    const { weights } = await importModel(new Map([['w', await readFile(at('some.safetensors'))]]));
    expect(weights).toEqual(initialWeights(model, 2));
  },
  COMPILING,
);

test(
  'a shard that leads out of its folder is not read',
  async () => {
    await mkdir(at('hostile'));
    const model = parseModel(SMALL_MODEL);
    const files = await exportModel({ model, weights: initialWeights(model, 2) }, 'tfjs');
    const json = new TextDecoder().decode(files.get('model.json'));
    await writeFile(
      at('hostile', 'model.json'),
      json.replaceAll('group1-shard1of1.bin', '../digits/t10k.bin'),
    );
    expect(await refusal('evaluate', 'hostile')).toMatch(/^4 SHADEGRAD_FORMAT_DAMAGED: .+no file beside it/);
  },
  COMPILING,
);

test.each([
  ['no format', ['export', 'x'], /^2 SHADEGRAD_USAGE/],
  ['an unknown format', ['export', 'x', '--format', 'caffe'], /^2 SHADEGRAD_USAGE/],
  ['a file that is not there', ['import', 'nothing.onnx'], /^4 SHADEGRAD_FILE_MISSING/],
  ['a file of no format', ['import', 'small.json'], /^4 SHADEGRAD_FORMAT_UNKNOWN/],
])('%s is refused', async (_, args, message) => {
  expect(await refusal(...args)).toMatch(message);
});
