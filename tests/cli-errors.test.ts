// What the command says to input that is wrong: each fault has its own error and exit code, and leaves nothing behind.

import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { initialWeights, parseModel, writeSafetensors, writeSafetensorsNetwork } from '@shadegrad/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCli, shadegrad, SMALL_MODEL, writeDigits } from './support/cli.js';

const TIMEOUT = 300_000;
const IMAGES = 'train-images-idx3-ubyte';
const LABELS = 'train-labels-idx1-ubyte';

const folder = await mkdtemp(join(tmpdir(), 'shadegrad-errors-'));
const at = (...path: string[]): string => join(folder, ...path);

beforeAll(async () => {
  await buildCli();
  await writeDigits(at('digits'), { train: 32, test: 8 });
  await writeFile(at('small.json'), JSON.stringify(SMALL_MODEL));
}, TIMEOUT);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A line of JavaScript's: drivers may say where in their C++ they warn. */
const STACK = /^\s+at .+:\d+:\d+\)?$/m;

interface Refusal {
  readonly code: number | null;
  /** Of the error: `SHADEGRAD_…`. */
  readonly error: string;
  /** What it says of itself and how to mend it. */
  readonly says: string;
}

/** Runs the command, which must refuse with exactly one error, without a stack, and leave no run. */
async function refusal(args: readonly string[]): Promise<Refusal> {
  const { code, stderr } = await shadegrad(folder, args);
  const lines = stderr.split('\n').filter((line) => line.startsWith('SHADEGRAD_'));
  expect(lines).toHaveLength(1);
  expect(stderr).not.toMatch(STACK);
  expect(await readdir(folder)).not.toContain('runs');
  const [, error = '', says = ''] = /^(\w+): (.+[.!?…] Fix: .+)$/.exec(lines[0] ?? '') ?? [];
  return { code, error, says };
}

/** A copy of the digits in which one file is changed; a name in `.gz` takes its place. */
async function spoilt(
  name: string,
  file: string,
  change: (bytes: Buffer) => Uint8Array,
  as = file,
): Promise<string> {
  await mkdir(at(name));
  for (const original of await readdir(at('digits')))
    await copyFile(at('digits', original), at(name, original));
  const bytes = change(await readFile(at(name, file)));
  await rm(at(name, file));
  await writeFile(at(name, as), bytes);
  return name;
}

const train = (data: string): string[] => ['train', '--model', 'small.json', '--epochs', '1', '--data', data];

describe('data', { timeout: TIMEOUT }, () => {
  test('IDX that ends early', async () => {
    const data = await spoilt('truncated', IMAGES, (bytes) => bytes.subarray(0, -100));
    expect(await refusal(train(data))).toMatchObject({
      code: 4,
      error: 'SHADEGRAD_IDX_TRUNCATED',
      says: expect.stringContaining(IMAGES),
    });
  });

  test('another magic number', async () => {
    const data = await spoilt('magic', IMAGES, (bytes) => Buffer.from(bytes).fill(0xff, 0, 2));
    expect(await refusal(train(data))).toMatchObject({ code: 4, error: 'SHADEGRAD_IDX_MAGIC' });
  });

  test('a label of 255', async () => {
    const data = await spoilt('label', LABELS, (bytes) => Buffer.from(bytes).fill(255, 12, 13));
    expect(await refusal(train(data))).toMatchObject({ code: 4, error: 'SHADEGRAD_IDX_LABEL' });
  });

  test('fewer labels than images', async () => {
    const data = await spoilt('count', LABELS, (bytes) => {
      const shorter = Buffer.from(bytes.subarray(0, -1));
      shorter.writeUInt32BE(31, 4);
      return shorter;
    });
    expect(await refusal(train(data))).toMatchObject({ code: 4, error: 'SHADEGRAD_IDX_COUNT' });
  });

  test('gzip cut short', async () => {
    const data = await spoilt('gzip', IMAGES, (bytes) => gzipSync(bytes).subarray(0, -40), `${IMAGES}.gz`);
    expect(await refusal(train(data))).toMatchObject({ code: 4, error: 'SHADEGRAD_GZIP' });
  });

  test('a folder that is not there', async () => {
    expect(await refusal(train('nowhere'))).toMatchObject({ code: 4, error: 'SHADEGRAD_DATA_MISSING' });
  });

  test('pictures that the network does not take', async () => {
    await writeFile(at('wide.json'), JSON.stringify({ ...SMALL_MODEL, inputShape: [32, 32, 1] }));
    expect(await refusal(['train', '--model', 'wide.json', '--data', 'digits'])).toMatchObject({
      code: 4,
      error: 'SHADEGRAD_DATASET',
    });
  });
});

const withHeader = (header: unknown, data: number): Uint8Array => {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(data)]);
};
const tensor = (begin: number, end: number) => ({
  dtype: 'F32',
  shape: [(end - begin) / 4],
  data_offsets: [begin, end],
});

describe('weights', { timeout: TIMEOUT }, () => {
  test.each([
    ['overlap', withHeader({ a: tensor(0, 16), b: tensor(8, 24) }, 24), 'SHADEGRAD_SAFETENSORS_OVERLAP'],
    ['range', withHeader({ a: tensor(0, 16) }, 8), 'SHADEGRAD_SAFETENSORS_RANGE'],
    ['header', Buffer.from('\0\0\0\0\0\0\0\x10{}', 'latin1'), 'SHADEGRAD_SAFETENSORS_HEADER'],
  ])('safetensors with a fault of %s', async (name, bytes, error) => {
    await writeFile(at(`${name}.safetensors`), bytes);
    expect(await refusal(['evaluate', `${name}.safetensors`, '--data', 'digits'])).toMatchObject({
      code: 4,
      error,
    });
    const init = ['--init', `${name}.safetensors`];
    expect(await refusal([...train('digits'), ...init])).toMatchObject({ code: 4, error });
  });

  test('of another network', async () => {
    await writeFile(
      at('other.safetensors'),
      writeSafetensors([{ name: 'x', shape: [1], data: new Float32Array(1) }]),
    );
    const args = ['train', '--model', 'small.json', '--data', 'digits', '--init', 'other.safetensors'];
    expect(await refusal(args)).toMatchObject({ code: 4, error: 'SHADEGRAD_WEIGHTS' });
    expect(await refusal(['predict', 'other.safetensors', 'x.png'])).toMatchObject({
      code: 4,
      error: 'SHADEGRAD_WEIGHTS_NO_MODEL',
    });
  });
});

describe('pictures', { timeout: TIMEOUT }, () => {
  test.each([
    ['text', Buffer.from('not a picture'), 'SHADEGRAD_PNG'],
    ['cut', Buffer.from('89504e470d0a1a0a0000000d4948', 'hex'), 'SHADEGRAD_PNG'],
    [
      'huge',
      Buffer.from('89504e470d0a1a0a0000000d49484452ffffffffffffffff0800000000000000000000', 'hex'),
      'SHADEGRAD_PNG_TOO_LARGE',
    ],
  ])('that are no PNG: %s', async (name, bytes, error) => {
    const model = parseModel(SMALL_MODEL);
    await writeFile(
      at('w.safetensors'),
      writeSafetensorsNetwork({ model, weights: initialWeights(model, 1) }),
    );
    await writeFile(at(`${name}.png`), bytes);
    expect(await refusal(['predict', 'w.safetensors', `${name}.png`])).toMatchObject({
      code: 4,
      error,
      says: expect.stringContaining(`${name}.png`),
    });
  });
});

describe('models', { timeout: TIMEOUT }, () => {
  test.each([
    ['unknown layer', { inputShape: [28, 28, 1], layers: [{ type: 'conv3d' }] }, 'SHADEGRAD_LAYER_UNKNOWN'],
    [
      'impossible shape',
      { inputShape: [2, 2, 1], layers: [{ type: 'conv2d', filters: 1, kernelSize: 3 }] },
      'SHADEGRAD_MODEL_SHAPE',
    ],
    ['no layers', { inputShape: [28, 28, 1], layers: [] }, 'SHADEGRAD_MODEL'],
  ])('with %s', async (_, model, error) => {
    await writeFile(at('bad.json'), JSON.stringify(model));
    expect(await refusal(['train', '--model', 'bad.json', '--data', 'digits'])).toMatchObject({
      code: 2,
      error,
    });
    expect(await refusal(['inspect', 'bad.json'])).toMatchObject({ code: 2, error });
  });
});

describe('flags', { timeout: TIMEOUT }, () => {
  test.each([
    [['train', '--batch-size', '0'], 'SHADEGRAD_OPTION', '--batch-size'],
    [['train', '--learning-rate', 'NaN'], 'SHADEGRAD_OPTION', '--learning-rate'],
    [['train', '--optimiser', 'adam'], 'SHADEGRAD_USAGE', 'Did you mean --optimizer?'],
    [['trian'], 'SHADEGRAD_USAGE', 'Did you mean train?'],
    [['train', '--epochs'], 'SHADEGRAD_USAGE', '--epochs'],
    [['predict'], 'SHADEGRAD_USAGE', 'run'],
    [['train', '--resume', 'x', '--seed', '1'], 'SHADEGRAD_OPTION_CONFLICT', '--seed'],
  ])('%j', async (args, error, says) => {
    expect(await refusal(args)).toMatchObject({ code: 2, error, says: expect.stringContaining(says) });
  });

  test('an adapter that no machine has', async () => {
    expect(await refusal(['train', '--data', 'digits', '--adapter', 'abacus'])).toMatchObject({
      code: 3,
      error: 'SHADEGRAD_ADAPTER_UNKNOWN',
    });
  });
});

describe.skipIf(process.platform === 'win32')('read-only folders', { timeout: TIMEOUT }, () => {
  const settings = ['train', '--model', 'small.json', '--data', 'digits', '--epochs', '1', '--quiet'];

  test('for runs', async () => {
    await mkdir(at('locked'));
    await chmod(at('locked'), 0o555);
    expect(await refusal([...settings, '--out', 'locked'])).toMatchObject({
      code: 4,
      error: 'SHADEGRAD_RUN_READ_ONLY',
    });
    expect(await readdir(at('locked'))).toEqual([]);
  });

  test('of a run that would go on', async () => {
    expect((await shadegrad(folder, [...settings, '--out', 'mine'])).code).toBe(0);
    const run = join('mine', (await readdir(at('mine')))[0] ?? '');
    const before = await readFile(at(run, 'metrics.jsonl'), 'utf8');
    await chmod(at(run), 0o555);
    expect(await refusal(['train', '--resume', run, '--epochs', '2'])).toMatchObject({
      code: 4,
      error: 'SHADEGRAD_RUN_READ_ONLY',
    });
    expect(await readFile(at(run, 'metrics.jsonl'), 'utf8')).toBe(before);
    await chmod(at(run), 0o755);
  });
});

describe('runs', { timeout: TIMEOUT }, () => {
  test('that are not there, or not whole', async () => {
    expect(await refusal(['train', '--resume', 'nowhere'])).toMatchObject({
      code: 4,
      error: 'SHADEGRAD_RUN_MISSING',
    });
    expect(await refusal(['evaluate', 'digits'])).toMatchObject({ code: 4, error: 'SHADEGRAD_RUN_MISSING' });
    await mkdir(at('torn'));
    await writeFile(at('torn', 'config.json'), '{"schema": 1,');
    expect(await refusal(['train', '--resume', 'torn'])).toMatchObject({
      code: 4,
      error: 'SHADEGRAD_RUN_CONFIG',
    });
  });

  test('that diverge keep what they had, and say so', async () => {
    const args = [
      '--model',
      'small.json',
      '--data',
      'digits',
      '--optimizer',
      'sgd',
      '--learning-rate',
      '1e30',
    ];
    const { code, stderr } = await shadegrad(folder, [
      'train',
      ...args,
      '--out',
      'diverged',
      '--batch-size',
      '4',
    ]);
    expect(stderr).toContain('SHADEGRAD_DIVERGED');
    expect(code).toBe(6);
    const run = (await readdir(at('diverged')))[0] ?? '';
    const events = await readFile(at('diverged', run, 'metrics.jsonl'), 'utf8');
    expect(events).toMatch(
      /"type":"error","code":"SHADEGRAD_DIVERGED".*\n.*"type":"run_end","reason":"failed"/,
    );
  });
});
