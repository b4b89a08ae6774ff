// Kept runs in a real browser: they survive a reload in the middle, go to the command line and come from there, and what
// is broken or hostile is refused in words.

import { mkdtemp, readdir, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openContext, startChromium } from '../support/chromium.js';
import { buildCli, jsonLines, shadegrad, SMALL_MODEL } from '../support/cli.js';
import { type ServedApp, serveWebApp } from '../support/web-app.js';

let app: ServedApp;
let browser: Browser;
let page: Page;
let folder: string;
/** Whatever the page should not do: errors, and requests to elsewhere. */
let complaints: string[];

beforeAll(async () => {
  [app, browser] = await Promise.all([serveWebApp(), startChromium(), buildCli()]);
  folder = await mkdtemp(join(tmpdir(), 'shadegrad-web-runs-'));
}, 180_000);

afterAll(async () => {
  await browser.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  complaints = [];
  page = await (await openContext(browser)).newPage();
  watch(page);
  await visit();
});

afterEach(async () => {
  await page.context().close();
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
});

function watch(watched: Page): void {
  watched.on('pageerror', (error) => complaints.push(error.message));
  watched.on('console', (message) => {
    // The dataset is not beside this app, which the browser reports.
    if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
  });
  watched.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(app.url) && !url.startsWith('blob:')) complaints.push(`asked for ${url}`);
  });
}

async function visit(hash = ''): Promise<void> {
  await page.goto(app.url + hash);
  await page.getByText('Everything is ready').waitFor({ timeout: 60_000 });
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const row = (index = 0) => page.locator('run-row').nth(index);
const rowButton = (name: string) => row().getByRole('button', { name, exact: true });

async function stepsDone(): Promise<number> {
  const figure = page.locator('run-figures div', { has: page.locator('dt:text-is("Step")') }).locator('dd');
  return Number((await figure.innerText()).split(' of ')[0]?.replace(',', ''));
}

/** A tiny network for one epoch of 169 steps. */
async function setUp(): Promise<void> {
  await page.getByLabel('Start from a preset').selectOption({ label: 'Tiny' });
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('1');
  await page.getByRole('spinbutton', { name: 'Epochs' }).press('Tab');
}

async function correctCount(): Promise<number> {
  const text = await page.getByText(/of\s+[\d,]+\s+right/).innerText({ timeout: 120_000 });
  return Number(/([\d,]+)\s+of\s+[\d,]+\s+right/.exec(text)?.[1]?.replace(',', ''));
}

async function download(
  press: () => Promise<void>,
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };
}

async function takeIn(name: string, bytes: Uint8Array): Promise<void> {
  const input = page.locator('runs-panel input[type=file]');
  await input.setInputFiles({ name, mimeType: 'application/zip', buffer: Buffer.from(bytes) });
}

test('a reload in the middle of a run loses nothing: it goes on, and ends with the same bits', async () => {
  await setUp();
  await button('Train').click();
  await correctCount();
  await row().locator('summary').click();
  const undisturbed = await download(() => rowButton('Weights').click());

  await visit();
  await setUp();
  // By hand first, so that there is a checkpoint somewhere in the middle; then the page goes without a word.
  for (let step = 0; step < 3; step += 1) await button('Batch').click({ timeout: 60_000 });
  await expect.poll(stepsDone).toBe(3);
  await button('Resume').click();
  await expect.poll(stepsDone).toBeGreaterThan(20);
  await button('Pause').click();
  await button('Resume').click({ timeout: 60_000 });
  await expect.poll(stepsDone).toBeGreaterThan(60);
  await page.reload();
  await button('Go on').first().click({ timeout: 60_000 });
  await correctCount();
  expect(await stepsDone()).toBe(169);
  await row().locator('summary').click();
  const resumed = await download(() => rowButton('Weights').click());
  expect(Buffer.from(resumed.bytes).equals(Buffer.from(undisturbed.bytes))).toBe(true);
  expect(resumed.bytes.length).toBeGreaterThan(1000);

  // Each step was kept once.
  const csv = await download(() => rowButton('CSV').click());
  const lines = new TextDecoder().decode(csv.bytes).trim().split('\n');
  expect(lines.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(
    Array.from({ length: 169 }, (_, i) => i + 1),
  );
}, 240_000);

/** Lets the page destroy the worker's newest device, as a crash of the driver would. */
const DESTROYER = `
const requestDevice = GPUAdapter.prototype.requestDevice;
let newest;
GPUAdapter.prototype.requestDevice = async function (...options) {
  newest = await requestDevice.apply(this, options);
  return newest;
};
new BroadcastChannel('destroy').onmessage = () => newest.destroy();
`;

test('a device that is lost in the middle of a run is replaced, and the run ends with the same bits', async () => {
  await setUp();
  await button('Train').click();
  await correctCount();
  await row().locator('summary').click();
  const undisturbed = await download(() => rowButton('Weights').click());

  await page.route(/training-worker-.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: DESTROYER + (await response.text()) });
  });
  await visit();
  await setUp();
  await button('Train').click();
  for (const step of [30, 80]) {
    await expect.poll(stepsDone, { timeout: 60_000 }).toBeGreaterThan(step);
    await page.evaluate(() => new BroadcastChannel('destroy').postMessage('now'));
    await page.getByText(/The GPU was lost at step \d+; the run went on from/).waitFor({ timeout: 60_000 });
  }
  await correctCount();
  expect(await stepsDone()).toBe(169);
  await row().locator('summary').click();
  const recovered = await download(() => rowButton('Weights').click());
  expect(Buffer.from(recovered.bytes).equals(Buffer.from(undisturbed.bytes))).toBe(true);
}, 240_000);

test('a run made here is evaluated by the command line to the same count, and goes on there', async () => {
  await setUp();
  await button('Train').click();
  const correct = await correctCount();
  await row().locator('summary').click();
  const { name, bytes } = await download(() => rowButton('Run folder').click());
  const run = await unpack(bytes, join(folder, 'from-page'));
  expect(name).toMatch(/_tiny_s42\.zip$/);
  expect((await readdir(run)).toSorted()).toEqual([
    'best',
    'checkpoints',
    'config.json',
    'evaluation.json',
    'metrics.jsonl',
  ]);

  const evaluated = await shadegrad(folder, ['evaluate', run, '--adapter', 'swiftshader', '--json']);
  expect(evaluated).toMatchObject({ code: 0 });
  expect(jsonLines(evaluated.stdout)[0]).toMatchObject({ correct, count: 2000 });

  const resumed = await shadegrad(folder, [
    'train',
    '--resume',
    run,
    '--epochs',
    '2',
    '--adapter',
    'swiftshader',
    '--json',
  ]);
  expect(resumed).toMatchObject({ code: 0 });
  const steps = jsonLines(resumed.stdout).filter(({ type }) => type === 'step');
  expect([steps[0]?.['step'], steps.at(-1)?.['step']]).toEqual([170, 338]);
}, 240_000);

test('a run made by the command line opens here, with the same count of right answers', async () => {
  await writeFile(join(folder, 'small.json'), JSON.stringify(SMALL_MODEL));
  const flags = [
    '--model',
    'small.json',
    '--data',
    'synthetic',
    '--limit',
    '600',
    '--epochs',
    '2',
    '--batch-size',
    '50',
  ];
  const out = ['--out', 'cli-runs', '--adapter', 'swiftshader', '--json'];
  const trained = await shadegrad(folder, ['train', ...flags, ...out]);
  expect(trained).toMatchObject({ code: 0 });
  const evaluation = jsonLines(trained.stdout).find(({ type }) => type === 'evaluation');
  const [run = ''] = await readdir(join(folder, 'cli-runs'));
  const files = await filesOf(join(folder, 'cli-runs', run));
  await takeIn(`${run}.zip`, zipSync(files));
  expect(await correctCount()).toBe(evaluation?.['correct']);
  await page.getByText('as recorded').waitFor();
  // Its curve is here as well.
  await page.getByText('Epochs as a table').click();
  expect(await page.locator('epoch-table tbody tr').count()).toBe(2);
}, 240_000);

function shared(json: unknown): string {
  return `#share=1.${Buffer.from(JSON.stringify(json)).toString('base64url')}`;
}

function text(contents: string): Uint8Array {
  return new TextEncoder().encode(contents);
}

test.each([
  ['a file that is no zip', Buffer.from('hello'), 'cannot be read as a zip'],
  [
    'a zip with a path outside of its folder',
    zipSync({ 'run/config.json': text('{}'), '../../evil.txt': text('x') }),
    'would lie outside of its folder: "../../evil.txt"',
  ],
  [
    'a zip that declares a huge size',
    declaring(2 ** 31, zipSync({ 'run/config.json': text('{}') })),
    'says that it has 2,147,483,648 bytes',
  ],
  ['a zip without a run', zipSync({ 'holiday.txt': text('x') }), 'holds no run'],
  [
    'a run of another version',
    zipSync({ 'config.json': text('{"schema": 99}') }),
    'is of version 99 of the run folder',
  ],
])('%s is refused in words', async (_, bytes, why) => {
  await takeIn('gift.zip', bytes);
  await page.locator('runs-panel').getByRole('alert').filter({ hasText: why }).waitFor();
  expect(await page.locator('run-row').count()).toBe(0);
});

test('an address carries network, settings and seed; a hostile one is refused in words', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await setUp();
  await page.getByRole('spinbutton', { name: 'Seed' }).fill('7');
  await page.getByRole('spinbutton', { name: 'Seed' }).press('Tab');
  await button('Link').click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.startsWith(`${app.url}#share=1.`)).toBe(true);

  await visit(new URL(link).hash);
  await page.getByText('Network, settings and seed are those of the link').waitFor();
  expect(await page.getByRole('spinbutton', { name: 'Seed' }).inputValue()).toBe('7');
  expect(await page.getByRole('spinbutton', { name: 'Epochs' }).inputValue()).toBe('1');
  expect(await page.locator('layer-row').count()).toBe(4);
  expect(page.url()).toBe(app.url);

  for (const [hash, why] of [
    [link.slice(app.url.length, -20), 'it is cut off or was changed'],
    ['#share=9.e30', 'it has version 9'],
    [shared({ model: { layers: 'x'.repeat(100) } }), 'no network with its settings'],
    [`#share=1.${'A'.repeat(40_000)}`, 'longer than any network needs'],
  ] as const) {
    await page.goto('about:blank');
    await visit(hash);
    await page.locator('link-notice').getByRole('alert').filter({ hasText: why }).waitFor();
    expect(await page.locator('layer-row').count()).toBe(8);
  }
});

test('two tabs are told apart: a run that is open in one is not opened, nor deleted, in the other', async () => {
  await setUp();
  await button('Batch').click();
  await button('Resume').waitFor({ timeout: 60_000 });
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('90');
  const first = page;
  page = await first.context().newPage();
  watch(page);
  await visit();
  await row().getByText('open in another tab').waitFor();
  await row().locator('summary').click();
  expect(await rowButton('Open').isDisabled()).toBe(true);
  expect(await rowButton('Delete').isDisabled()).toBe(true);
  // Once the other tab is gone, the run is free.
  await first.close();
  await page.reload();
  await page.getByText('Everything is ready').waitFor({ timeout: 60_000 });
  await row().locator('summary').click();
  await rowButton('Go on').click();
  await expect.poll(stepsDone, { timeout: 60_000 }).toBeGreaterThan(1);
});

test('a run is named, compared, forked and deleted', async () => {
  await setUp();
  await button('Batch').click();
  await button('Resume').waitFor({ timeout: 60_000 });
  await button('Reset').click();
  await page.getByRole('spinbutton', { name: 'Seed' }).fill('7');
  await page.getByRole('spinbutton', { name: 'Seed' }).press('Tab');
  await button('Batch').click();
  await button('Resume').waitFor({ timeout: 60_000 });
  await expect.poll(() => page.locator('run-row').count()).toBe(2);

  await row(1).locator('summary').click();
  await row(1).getByLabel('Name', { exact: true }).fill('the first');
  await row(1).getByLabel('Name', { exact: true }).press('Tab');
  await row(1).locator('.name', { hasText: 'the first' }).waitFor();
  for (const index of [0, 1]) await row(index).getByRole('checkbox').check();
  const differences = page.locator('run-comparison tbody tr');
  await expect
    .poll(() => differences.allInnerTexts())
    .toContainEqual(expect.stringMatching(/^Seed\s+7\s+42$/));
  expect(await page.locator('metric-chart').first().getByText('the first').count()).toBe(1);
  const picture = await download(() => page.getByRole('button', { name: 'Loss as SVG' }).click());
  expect(new TextDecoder().decode(picture.bytes)).toContain('the first</text>');
  const png = await download(() => page.getByRole('button', { name: 'Loss as PNG' }).click());
  expect([...png.bytes.subarray(1, 4)].map((code) => String.fromCharCode(code)).join('')).toBe('PNG');

  await row(1).getByRole('button', { name: 'Fork' }).click();
  expect(await page.getByRole('spinbutton', { name: 'Seed' }).inputValue()).toBe('42');
  await row(1).getByRole('button', { name: 'Delete' }).click();
  await row(1).getByRole('button', { name: 'Delete for good' }).click();
  await expect.poll(() => page.locator('run-row').count()).toBe(1);
  await page.reload();
  await page.getByText('Everything is ready').waitFor({ timeout: 60_000 });
  await expect.poll(() => page.locator('run-row').count()).toBe(1);
});

test('after the first visit the page opens without a network', async () => {
  await page.context().close();
  const context = await openContext(browser, { serviceWorkers: 'allow' });
  page = await context.newPage();
  await visit();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await page.getByText('Everything is ready').waitFor({ timeout: 60_000 });
  await setUp();
  await button('Batch').click();
  await expect.poll(stepsDone, { timeout: 60_000 }).toBe(1);
});

test('without WebGPU the page says what is missing, and plays a recorded run', async () => {
  await page.context().addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined });
  });
  await page.goto(app.url);
  await page.getByText('navigator.gpu is missing: this Chrome has no WebGPU').waitFor();
  const player = page.locator('run-player');
  await player.getByRole('button', { name: 'Pause' }).waitFor({ timeout: 60_000 });
  await player.getByLabel('Time in the run').fill('1000');
  await player.getByText('Test accuracy').waitFor();
  expect(await player.locator('epoch-table tbody tr').count()).toBe(2);
});

test('a tuned browser remembers what was fastest', async () => {
  await setUp();
  await button('Tune').click();
  await page.getByText('This browser remembers it').waitFor({ timeout: 180_000 });
  await page.reload();
  await page.getByText('Everything is ready').waitFor({ timeout: 60_000 });
  await setUp();
  await button('Tune').click();
  // Nothing is measured again.
  const again = page.getByText('This browser remembers it');
  await again.waitFor({ timeout: 5_000 });
  expect(await again.isVisible()).toBe(true);
}, 240_000);

test('where the browser keeps nothing, a run goes on without, and its weights can be taken home', async () => {
  await page.context().addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await page.route('**/training-worker-*.js', async (route) => {
    const response = await route.fetch();
    const denial =
      "IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); };";
    await route.fulfill({ response, body: `${denial}\n${await response.text()}` });
  });
  await visit();
  await setUp();
  await button('Batch').click();
  await page.getByText('This browser keeps nothing for this page').first().waitFor({ timeout: 60_000 });
  await expect.poll(stepsDone, { timeout: 60_000 }).toBe(1);
  const { bytes } = await download(() => button('Weights of this run').click());
  expect(bytes.length).toBeGreaterThan(1000);
});

/** The zip with another size declared for its one file. */
function declaring(size: number, zip: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(zip);
  const view = new DataView(changed.buffer);
  const CENTRAL_HEADER = 0x02014b50;
  for (let at = 0; at + 28 <= changed.length; at += 1) {
    if (view.getUint32(at, true) === CENTRAL_HEADER) view.setUint32(at + 24, size, true);
  }
  return changed;
}

async function unpack(bytes: Uint8Array, into: string): Promise<string> {
  const files = Object.entries(unzipSync(bytes));
  for (const [name, contents] of files) {
    await mkdir(dirname(join(into, name)), { recursive: true });
    await writeFile(join(into, name), contents);
  }
  return join(into, files[0]?.[0].split('/')[0] ?? '');
}

async function filesOf(from: string): Promise<Record<string, Uint8Array>> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const read = files.map(
    async (file) => [file.slice(from.length + 1), new Uint8Array(await readFile(file))] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}
