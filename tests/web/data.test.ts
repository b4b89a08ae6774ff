// Where the pictures come from, in a real browser: files that are dropped, a folder beside the app, a mirror, what the
// browser has kept, and drawn digits where there is nothing else.
//
// MNIST itself is not in this repository: small files take its place, and the page is told their checksums for MNIST's.

import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  datasetFileNames,
  datasetFileRoles,
  encodeIdx,
  knownDatasets,
  syntheticDigits,
  type DatasetFileRole,
} from '@shadegrad/data';
import { createServer } from 'vite';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPage, startChromium } from '../support/chromium.js';
import { complaintsOf } from '../support/complaints.js';
import { type ServedApp, serveWebApp } from '../support/web-app.js';
import { localData } from '../../packages/web/vite/local-data.js';

const MIRROR = 'https://raw.githubusercontent.com/fgnt/mnist/master/';
const TRAINING = 600;
const TEST = 100;

const { train, test: tested } = syntheticDigits({ train: TRAINING, test: TEST, seed: 5 });

/** In MNIST's format. */
const files: Readonly<Record<DatasetFileRole, Uint8Array>> = {
  trainImages: encodeIdx({ shape: [TRAINING, 28, 28], data: train.images }),
  trainLabels: encodeIdx({ shape: [TRAINING], data: train.labels }),
  testImages: encodeIdx({ shape: [TEST, 28, 28], data: tested.images }),
  testLabels: encodeIdx({ shape: [TEST], data: tested.labels }),
};

const inFull = `${TRAINING} to train on, ${TEST} to test with`;

let app: ServedApp;
let browser: Browser;
let page: Page;
let complaints: readonly string[];
/** Addresses of pictures that were asked for. */
let asked: string[];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shadegrad-web-data-'));
  [app, browser] = await Promise.all([serveWebApp(), startChromium()]);
}, 180_000);

afterAll(async () => {
  await browser.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  page = await openPage(browser);
  complaints = complaintsOf(page, app.url);
  asked = [];
  page.on('request', (request) => {
    if (request.url().endsWith('-ubyte.gz')) asked.push(request.url());
  });
});

/** The mirror is asked where a test asks it; one test takes it away. */
const isExpected = (complaint: string): boolean =>
  complaint.startsWith(`asked for ${MIRROR}`) || complaint.includes('ERR_FAILED');

afterEach(async () => {
  await page.close();
  const others = complaints.filter((complaint) => !isExpected(complaint));
  if (others.length > 0) throw new Error(others.join('\n'));
});

const panel = () => page.locator('data-panel');
const origin = (): Promise<string> =>
  panel()
    .locator('p', { has: page.locator('strong') })
    .first()
    .innerText();

async function visit(): Promise<void> {
  await page.goto(app.url);
  await page.getByText('Everything is ready').waitFor({ timeout: 60_000 });
}

interface Dropped {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** As a person drops files: the browser makes the event, with real files in it. */
async function drop(on: string, dropped: readonly Dropped[]): Promise<void> {
  const contents = dropped.map(({ name, bytes }) => ({
    name,
    base64: Buffer.from(bytes).toString('base64'),
  }));
  const transfer = await page.evaluateHandle((given) => {
    const made = new DataTransfer();
    for (const { name, base64 } of given) {
      made.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name));
    }
    return made;
  }, contents);
  await page.locator(on).dispatchEvent('dragover', { dataTransfer: transfer });
  await page.locator(on).dispatchEvent('drop', { dataTransfer: transfer });
}

/** Some of the files; one of them as they come from the net. */
const named = (roles: readonly DatasetFileRole[]): readonly Dropped[] =>
  roles.map((role) =>
    role === 'trainImages'
      ? { name: `${datasetFileNames[role]}.gz`, bytes: gzipSync(files[role]) }
      : { name: datasetFileNames[role], bytes: files[role] },
  );

/** What the mirror and the folder have, in place of MNIST: the page is told so. */
async function standIn(): Promise<void> {
  await page.route(/training-worker-.*\.js$/, async (route) => {
    const response = await route.fetch();
    let body = await response.text();
    for (const role of datasetFileRoles) {
      const own = createHash('sha256').update(files[role]).digest('hex');
      body = body.replaceAll(knownDatasets.mnist.files[role].sha256, own);
    }
    await route.fulfill({ response, body });
  });
}

async function mirrorHas(change: (bytes: Buffer, role: DatasetFileRole) => Buffer): Promise<void> {
  await page.route(`${MIRROR}**`, async (route) => {
    const role = datasetFileRoles.find(
      (one) => route.request().url() === `${MIRROR}${datasetFileNames[one]}.gz`,
    );
    if (role === undefined) return route.fulfill({ status: 404 });
    const body = change(gzipSync(files[role]), role);
    return route.fulfill({ body, headers: { 'access-control-allow-origin': '*' } });
  });
}

async function askMirror(): Promise<void> {
  await panel().getByText('Other pictures').click();
  await panel()
    .getByRole('button', { name: /MNIST from GitHub/ })
    .click();
}

describe('files that are dropped', () => {
  test('four IDX files, one of them gzipped, are the pictures to train on', async () => {
    await visit();
    await drop('data-panel', named(datasetFileRoles));
    await panel().getByText(inFull).waitFor();
    expect(await origin()).toContain('your own files');
    expect(await panel().locator('picture-grid li').first().innerText()).toBe(String(train.labels[0]));
    await page.getByLabel('Start from a preset').selectOption({ label: 'Tiny' });
    await page.getByRole('button', { name: 'Epoch', exact: true }).click();
    await page.getByText('Epoch 1: accuracy').waitFor({ timeout: 60_000 });
  });

  test('of one pair a part is kept to test with', async () => {
    await visit();
    await drop('data-panel', named(['trainLabels', 'trainImages']));
    await panel().getByText('514 to train on, 86 to test with').waitFor();
    expect(await origin()).toContain('train-labels-idx1-ubyte and 1 more');
  });

  test.each([
    ['pictures without labels', named(['testImages']), 'this is no pair of pictures and labels'],
    [
      'labels of other pictures',
      named(['testImages', 'trainLabels']),
      't10k-images-idx3-ubyte has 100 pictures and train-labels-idx1-ubyte has 600 labels',
    ],
    ['a text', [{ name: 'notes.txt', bytes: Buffer.from('no pictures') }], 'notes.txt is not an IDX file'],
    [
      'half a file',
      [
        { name: 'half.idx', bytes: files.testImages.subarray(0, 40_000) },
        { name: 'labels.idx', bytes: files.testLabels },
      ],
      'half.idx ends after 40,000 of 78,416 bytes',
    ],
    [
      'half a gzipped file',
      [{ name: 'half.gz', bytes: gzipSync(files.testImages).subarray(0, 10_000) }],
      'half.gz',
    ],
  ])('%s: refused in words, and the pictures before stay', async (_, dropped, why) => {
    await visit();
    await drop('data-panel', dropped);
    await panel().getByRole('alert').filter({ hasText: why }).waitFor();
    expect(await origin()).toContain('made by a program');
    expect(await page.getByRole('button', { name: 'Train', exact: true }).isEnabled()).toBe(true);
  });

  test('while a run is under way they are refused, and beside the panels nothing happens to the page', async () => {
    await visit();
    await page.getByLabel('Start from a preset').selectOption({ label: 'Tiny' });
    await page.getByRole('button', { name: 'Batch', exact: true }).click();
    await page.getByRole('button', { name: 'Resume', exact: true }).waitFor({ timeout: 60_000 });
    await drop('data-panel', named(datasetFileRoles));
    await panel().getByRole('alert').filter({ hasText: 'A run is under way' }).waitFor();
    expect(await origin()).toContain('made by a program');
    const wasTaken = await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'x.txt'));
      const event = new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true });
      // What nobody prevents, the browser does: it opens the file in place of the page.
      return !document.querySelector('shadegrad-app')?.dispatchEvent(event);
    });
    expect(wasTaken).toBe(true);
  });
});

test('with neither files beside the app nor kept ones, digits are drawn, and the page says so', async () => {
  await visit();
  await panel().getByText('These are not real handwriting. MNIST is not to be had').waitFor();
  expect(await origin()).toContain('12,000 to train on, 2,000 to test with');
  expect(asked.every((url) => url.startsWith(`${app.url}data/`))).toBe(true);
});

describe('MNIST', () => {
  test('from the mirror it is checked and kept: the next visit asks nobody', async () => {
    await standIn();
    await mirrorHas((bytes) => bytes);
    await visit();
    await askMirror();
    await panel().getByText(inFull).waitFor();
    expect(await origin()).toContain('from a mirror, checked');
    expect(asked.filter((url) => url.startsWith(MIRROR))).toHaveLength(4);
    asked = [];
    await visit();
    await panel().getByText(inFull).waitFor();
    expect(await origin()).toContain('kept by this browser');
    expect(asked).toEqual([]);
  });

  test('while it comes, the page tells how much is there', async () => {
    const going = new EventEmitter();
    const goesOn = once(going, 'on');
    await standIn();
    await mirrorHas((bytes) => bytes);
    await page.route(`${MIRROR}${datasetFileNames.trainImages}.gz`, async (route) => {
      await goesOn;
      await route.fallback();
    });
    await visit();
    await askMirror();
    const progress = panel().getByRole('progressbar', { name: 'Downloading MNIST' });
    await expect.poll(async () => Number(await progress.getAttribute('value'))).toBeGreaterThan(0);
    going.emit('on');
    await panel().getByText(inFull).waitFor();
  });

  test('a file with another checksum is refused and not kept', async () => {
    await standIn();
    await mirrorHas((bytes, role) => {
      if (role !== 'testImages') return bytes;
      const forged = Uint8Array.from(files.testImages);
      forged[5000] = (forged[5000] ?? 0) ^ 1;
      return gzipSync(forged);
    });
    await visit();
    await askMirror();
    const why = /t10k-images-idx3-ubyte from https:\/\/raw.* is not MNIST's file: its SHA-256 is/;
    await panel().getByRole('alert').filter({ hasText: why }).waitFor();
    expect(await origin()).toContain('made by a program');
    await visit();
    expect(await origin()).toContain('made by a program');
  });

  test('where the mirror cannot be reached, the page says so and keeps its pictures', async () => {
    await page.route(`${MIRROR}**`, (route) => route.abort());
    await visit();
    await askMirror();
    await panel()
      .getByRole('alert')
      .filter({ hasText: 'raw.githubusercontent.com cannot be reached' })
      .waitFor();
    expect(await origin()).toContain('made by a program');
  });

  test('what lies beside the app is taken first', async () => {
    await standIn();
    await page.route(`${app.url}data/*`, (route) => {
      const name = new URL(route.request().url()).pathname.split('/').at(-1);
      const role = datasetFileRoles.find((one) => name === `${datasetFileNames[one]}.gz`);
      if (role === undefined) return route.fulfill({ status: 404 });
      return route.fulfill({ body: gzipSync(files[role]), contentType: 'application/octet-stream' });
    });
    await visit();
    await panel().getByText(inFull).waitFor();
    expect(await origin()).toContain('from the folder beside the app');
  });

  test('"npm run web" has beside the app what this machine has', async () => {
    await mkdir(join(folder, 'mnist'));
    for (const role of datasetFileRoles) {
      await writeFile(join(folder, 'mnist', datasetFileNames[role]), files[role]);
    }
    process.env['SHADEGRAD_DATA'] = folder;
    const server = await createServer({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      plugins: [localData()],
      server: { port: 0 },
    });
    await server.listen();
    try {
      const [url = ''] = server.resolvedUrls?.local ?? [];
      for (const role of datasetFileRoles) {
        const response = await fetch(new URL(`data/${datasetFileNames[role]}.gz`, url));
        expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(files[role]))).toBe(true);
      }
    } finally {
      await server.close();
    }
  });
});
