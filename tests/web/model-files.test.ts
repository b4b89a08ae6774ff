// Models of other programs in a real browser: a run goes home as ONNX, TensorFlow.js and Keras and answers there as it did
// here; such files come in and answer the same again; what is broken is refused in words.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dense, initialWeights, sequential } from '@shadegrad/core';
import { exportModel, importModel, type ModelFiles } from '@shadegrad/core/formats';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openPage, startChromium } from '../support/chromium.js';
import { buildCli, jsonLines, shadegrad } from '../support/cli.js';
import { complaintsOf } from '../support/complaints.js';
import { type ServedApp, serveWebApp } from '../support/web-app.js';

let app: ServedApp;
let browser: Browser;
let page: Page;
let folder: string;
let complaints: readonly string[];
/** Files that the page has asked for. */
const asked: string[] = [];
/** How many test pictures the trained network gets right. */
let correct: number;
/** What was taken home, by format. */
const taken = new Map<string, { readonly name: string; readonly bytes: Buffer }>();

beforeAll(async () => {
  await buildCli();
  [app, browser] = await Promise.all([serveWebApp(), startChromium()]);
  folder = await mkdtemp(join(tmpdir(), 'shadegrad-web-models-'));
  page = await openPage(browser);
  complaints = complaintsOf(page, app.url);
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(app.url);
  await page.getByText('Everything is ready').waitFor({ timeout: 60_000 });
  await page.getByLabel('Start from a preset').selectOption({ label: 'Tiny' });
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('1');
  await page.getByRole('spinbutton', { name: 'Epochs' }).press('Tab');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  correct = await correctCount();
  await page.locator('run-row summary').click();
}, 300_000);

afterAll(async () => {
  await browser.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

afterEach(() => {
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
});

const wasLoaded = (library: string): boolean => asked.some((url) => url.includes(`/assets/${library}`));

async function correctCount(): Promise<number> {
  const text = await page.getByText(/of\s+[\d,]+\s+right/).innerText({ timeout: 120_000 });
  return Number(/([\d,]+)\s+of\s+[\d,]+\s+right/.exec(text)?.[1]?.replace(',', ''));
}

async function takeHome(button: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('run-row').last().getByRole('button', { name: button, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

async function takeIn(
  ...files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
): Promise<void> {
  await page.locator('runs-panel input[type=file]').setInputFiles(
    files.map(({ name, bytes }) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(bytes),
    })),
  );
}

/** A file of a format as core takes it: TensorFlow.js' lie in a zip. */
function modelFiles({ name, bytes }: { readonly name: string; readonly bytes: Buffer }): ModelFiles {
  return name.endsWith('.zip') ? new Map(Object.entries(unzipSync(bytes))) : new Map([[name, bytes]]);
}

test('the libraries of other formats are loaded when they are first used, and not before', async () => {
  expect(['onnx', 'keras', 'tfjs', 'hdf5', 'model-files'].filter(wasLoaded)).toEqual([]);
  taken.set('ONNX', await takeHome('ONNX'));
  expect(['onnx', 'keras', 'tfjs', 'hdf5'].filter(wasLoaded)).toEqual(['onnx']);
  taken.set('Keras', await takeHome('Keras'));
  taken.set('TensorFlow.js', await takeHome('TensorFlow.js'));
  expect(['onnx', 'keras', 'tfjs', 'hdf5'].filter(wasLoaded)).toHaveLength(4);
  expect([...taken.values()].map(({ name }) => name)).toEqual(['tiny.onnx', 'tiny.keras', 'tiny-tfjs.zip']);
});

test.each(['ONNX', 'Keras', 'TensorFlow.js'])(
  'as %s a run gets as many pictures right on the command line as here, with the same weights',
  { timeout: 120_000 },
  async (format) => {
    const weights = await takeHome('Weights');
    const own = await importModel(new Map([[weights.name, weights.bytes]]));
    const file = taken.get(format);
    if (file === undefined) throw new Error(`${format} was not taken home`);
    const files = modelFiles(file);
    const foreign = await importModel(files);
    for (const [name, { data }] of own.weights) expect(foreign.weights.get(name)?.data).toEqual(data);
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
    const main = file.name.endsWith('.zip') ? 'model.json' : file.name;
    const evaluated = await shadegrad(folder, [
      'evaluate',
      main,
      '--data',
      'synthetic',
      '--limit',
      '2000',
      '--adapter',
      'swiftshader',
      '--json',
    ]);
    expect(evaluated).toMatchObject({ code: 0 });
    expect(jsonLines(evaluated.stdout)[0]).toMatchObject({ correct, count: 2000 });
  },
);

test.each(['ONNX', 'Keras', 'TensorFlow.js'])(
  'a model that comes in as %s is a run that is over, and gets as many right',
  { timeout: 120_000 },
  async (format) => {
    const file = taken.get(format);
    if (file === undefined) throw new Error(`${format} was not taken home`);
    const before = await page.locator('run-row').count();
    await takeIn(file);
    await expect.poll(() => page.locator('run-row').count()).toBe(before + 1);
    await page.locator('run-row').first().getByText('open here').waitFor();
    await page.getByText(/of\s+[\d,]+\s+right/).waitFor({ timeout: 60_000 });
    expect(await correctCount()).toBe(correct);
    // It is drawn on like any other.
    await page.locator('outcome-gallery li button').first().click();
    await page
      .locator('draw-panel')
      .getByText(/It says\s+\d/)
      .waitFor();
  },
);

test('the shards of TensorFlow.js may lie beside model.json as well', { timeout: 120_000 }, async () => {
  const file = taken.get('TensorFlow.js');
  if (file === undefined) throw new Error('it was not taken home');
  const before = await page.locator('run-row').count();
  await takeIn(...[...modelFiles(file)].map(([name, bytes]) => ({ name, bytes })));
  await expect.poll(() => page.locator('run-row').count()).toBe(before + 1);
  await page.getByText(/of\s+[\d,]+\s+right/).waitFor({ timeout: 60_000 });
  expect(await correctCount()).toBe(correct);
});

test(
  'a model that came in is there after a reload, and answers as recorded',
  { timeout: 120_000 },
  async () => {
    await page.reload();
    await page.getByText('Everything is ready').waitFor({ timeout: 60_000 });
    const newest = page.locator('run-row').first();
    await newest.getByText('a model').waitFor();
    await newest.locator('summary').click();
    await newest.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByText('as recorded').waitFor({ timeout: 60_000 });
    expect(await correctCount()).toBe(correct);
  },
);

test(
  'what is broken, or no model for these pictures, is refused in words',
  { timeout: 120_000 },
  async () => {
    const before = await page.locator('run-row').count();
    const [keras, onnx] = [taken.get('Keras'), taken.get('ONNX')];
    if (keras === undefined || onnx === undefined) throw new Error('they were not taken home');
    const vectors = sequential({ inputShape: [4], layers: [dense({ units: 3, activation: 'softmax' })] });
    const [other] = await exportModel({ model: vectors, weights: initialWeights(vectors, 1) }, 'onnx');
    const description = modelFiles(taken.get('TensorFlow.js') ?? onnx).get('model.json');
    for (const [name, bytes, why] of [
      ['cut.keras', keras.bytes.subarray(0, keras.bytes.length - 100), 'cut.keras'],
      ['cut.onnx', onnx.bytes.subarray(0, onnx.bytes.length - 100), 'cut.onnx'],
      ['notes.txt', Buffer.from('hello'), 'notes.txt is no model in a format that is known here'],
      ['model.json', description ?? Buffer.from(''), 'group1-shard1of1.bin'],
      [
        'other.onnx',
        other?.[1] ?? Buffer.from(''),
        'other takes 4 and tells 3 classes apart; the pictures here',
      ],
    ] as const) {
      await takeIn({ name, bytes });
      await page.locator('runs-panel').getByRole('alert').filter({ hasText: why }).waitFor();
    }
    expect(await page.locator('run-row').count()).toBe(before);
    // After a broken file, a good one is read.
    await takeIn(keras);
    await expect.poll(() => page.locator('run-row').count()).toBe(before + 1);
  },
);
