// The page of notebooks: cells run, are edited, fail and are stopped as a person does it, and nothing of it leaves the page.

import { readNotebook } from '@shadegrad/notebook';
import { DOMParser } from 'linkedom';
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { accessibilityProblems } from '../support/accessibility.js';
import { openContext, startChromium } from '../support/chromium.js';
import { complaintsOf } from '../support/complaints.js';
import { type ServedApp, serveWebApp } from '../support/web-app.js';

/** The machine may be busy. */
const PATIENCE = 60_000;

let app: ServedApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  [app, browser] = await Promise.all([serveWebApp(), startChromium()]);
}, 180_000);

afterAll(async () => {
  await browser.close();
  await app.close();
});

beforeEach(async () => {
  context = await openContext(browser);
  context.setDefaultTimeout(PATIENCE);
  page = await context.newPage();
  complaints = complaintsOf(page, app.url);
});

afterEach(async () => {
  const heard = [...complaints];
  await context.close();
  if (heard.length > 0) throw new Error(heard.join('\n'));
});

const FILE = `<!doctype html>
<notebook theme="air">
  <title>A test</title>
  <script id="1" type="text/markdown">
    # Sums, of \${a}
  </script>
  <script id="2" type="module" pinned>
    const a = 20;
  </script>
  <script id="3" type="module" pinned>
    a + 22
  </script>
</notebook>`;

/** The notebook of the tests, with other cells after its own. */
const withCells = (...sources: readonly string[]): string => {
  const cells = sources.map(
    (source, i) => `<script id="${i + 4}" type="module" pinned>\n${source}\n</script>`,
  );
  return FILE.replace('</notebook>', `${cells.join('\n')}\n</notebook>`);
};

const cell = (id: number) => page.getByRole('region', { name: new RegExp(`^Cell ${id},`) });
const output = (id: number) => cell(id).locator('cell-output');
const textOf = async (id: number): Promise<string> =>
  (await output(id).locator('div').first().innerText()).trim();
const editor = (id: number) => cell(id).getByRole('textbox');
const toolbar = () => page.getByRole('region', { name: 'Notebook tools' });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const state = (id: number, words: RegExp) => cell(id).getByText(words).waitFor();

async function openFile(text: string, name = 'test.html'): Promise<void> {
  await page
    .locator('notebook-toolbar input[type=file]')
    .setInputFiles({ name, mimeType: 'text/html', buffer: Buffer.from(text) });
}

async function visit(text = FILE): Promise<void> {
  await page.goto(`${app.url}notebook/`);
  await toolbar().waitFor();
  await openFile(text);
  await page.getByText('This notebook comes from a file.').waitFor();
}

async function runAll(): Promise<void> {
  await button('Run all').click();
  await button('Run all').waitFor({ timeout: 4 * PATIENCE });
}

async function write(id: number, text: string): Promise<void> {
  await editor(id).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

test('the app leads to the notebooks, and they lead back', { timeout: 180_000 }, async () => {
  await page.goto(app.url);
  await page.getByRole('link', { name: 'Notebook' }).click();
  await toolbar().waitFor();
  expect(page.url().startsWith(`${app.url}notebook/`)).toBe(true);
  await page.getByRole('link', { name: 'shadegrad' }).click();
  await page.getByText('Everything is ready').waitFor();
});

test(
  'a file that is opened runs nothing; all of it runs when it is told to',
  { timeout: 400_000 },
  async () => {
    await visit(
      withCells(
        'import { describeOrigin, loadDataset } from "@shadegrad/data/load";\nconst { train, test, origin } = await loadDataset({ train: 60, test: 20 });\ndisplay(`${train.labels.length} and ${test.labels.length}: ${describeOrigin(origin)}`);',
        'import { pictures, table } from "@shadegrad/notebook/cells";\ndisplay(pictures(train.images.subarray(0, 784)));\ndisplay(table([{ a }]));',
        'import * as Plot from "@observablehq/plot";\ndisplay(Plot.lineY([1, 2, 3]).plot());',
        'import { adam, createTrainer, dense, flatten, requestGpu, sequential } from "@shadegrad/core";\nconst gpu = await requestGpu(navigator.gpu);\nconst model = sequential({ inputShape: [28, 28, 1], layers: [flatten(), dense({ units: 10, activation: "softmax" })] });\nconst trainer = await createTrainer(gpu, { model, optimizer: adam(), batchSize: 20, seed: 1 });\nawait trainer.fit(train, { epochs: 1 });\ndisplay(`${(await trainer.evaluate(test)).evaluation.count} tested`);',
        'import { exportModel } from "@shadegrad/core/formats";\ndisplay(typeof exportModel);',
      ),
    );
    await page.getByText('So far, nothing of it has run.').waitFor();
    expect(await page.getByText('Not run').count()).toBe(7);
    expect(await textOf(1)).toBe('Sums, of …');
    await runAll();
    for (const id of [2, 3, 4, 5, 6, 7, 8]) await state(id, /Done in/);
    expect(await toolbar().getByRole('status').innerText()).toBe('7 of 7 done');
    expect(await textOf(1)).toBe('Sums, of 20');
    expect(await textOf(3)).toBe('42');
    expect(await textOf(4)).toMatch(
      /^60 and 20: synthetic digits \(seed 0\), because MNIST is not to be had/,
    );
    expect(await output(5).locator('img').count()).toBe(1);
    expect(await output(5).locator('td').innerText()).toBe('20');
    expect(await output(6).locator('svg path').count()).toBeGreaterThan(0);
    expect(await textOf(7)).toBe('20 tested');
  },
);

test('what depends on an edited cell runs again with it', { timeout: 180_000 }, async () => {
  await visit();
  await runAll();
  await write(2, 'const a = 1;');
  await state(2, /, edited since/);
  expect(await textOf(3)).toBe('42');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => textOf(3), { timeout: PATIENCE }).toBe('23');
  expect(await textOf(1)).toBe('Sums, of 1');
  // Shift and Enter goes on to the next cell's text, and Tab leaves it.
  await page.keyboard.press('Shift+Enter');
  await expect.poll(() => editor(3).evaluate((element) => element.matches(':focus'))).toBe(true);
  await page.keyboard.press('Tab');
  expect(await editor(3).evaluate((element) => element.matches(':focus'))).toBe(false);
  expect(await editor(3).innerText()).toBe('a + 22');
});

test('a cell that throws says what and where; the others run', { timeout: 180_000 }, async () => {
  await visit(withCells('const b = 1;\nb.c.d', 'b + 1', 'a + 1', 'const = 1', 'import "nothing"'));
  await runAll();
  await state(4, /Failed after/);
  const told = (id: number) => cell(id).getByRole('alert').innerText();
  expect(await told(4)).toMatch(/^TypeError: .*reading 'd'.*Line 2/s);
  expect(await told(5)).toMatch(/uses "b" of cell 4/);
  await state(6, /Done in/);
  expect(await told(7)).toMatch(/line 1, column 7.*SHADEGRAD_NOTEBOOK_SYNTAX/s);
  expect(await told(8)).toMatch(/"nothing", which is not to be had here.*There are: @shadegrad\/core/s);
  await cell(4).getByRole('button', { name: 'Line 2' }).click();
  await page.keyboard.insertText('// ');
  await page.keyboard.press('Control+Enter');
  await state(4, /Done in/);
});

test('a cell that runs is stopped, and a restart forgets all values', { timeout: 180_000 }, async () => {
  await visit(withCells('display("waits"); await new Promise(() => {});', '"after"'));
  await button('Run all').click();
  await expect.poll(() => textOf(4), { timeout: PATIENCE }).toBe('waits');
  await state(4, /Running \d/);
  await button('Stop cell 4').click();
  await state(4, /Stopped after/);
  // Whoever stops one does not want what comes after it.
  await button('Run all').waitFor();
  await state(5, /Not run/);
  await cell(5).getByRole('button', { name: 'Run cell 5' }).click();
  await expect.poll(() => textOf(5), { timeout: PATIENCE }).toBe('after');
  await button('Restart').click();
  await expect.poll(() => page.getByText('Not run').count()).toBe(4);
  expect(await textOf(3)).toBe('');
  expect(await textOf(1)).toBe('Sums, of …');
});

test('edits are in the file that is downloaded, and there after a reload', { timeout: 180_000 }, async () => {
  await visit();
  await write(3, 'a - 1');
  await button('Add a cell below, cell 3').click();
  await page.keyboard.insertText('</script>');
  await cell(4).getByLabel('Language of cell 4').selectOption('Text');
  await button('Move up, cell 3').click();
  const [download] = await Promise.all([page.waitForEvent('download'), button('Download').click()]);
  expect(download.suggestedFilename()).toBe('a-test.html');
  const text = await readFile(await download.path(), 'utf8');
  const { cells, title } = readNotebook(text, new DOMParser());
  expect(title).toBe('A test');
  expect(cells.map(({ id, type, source }) => [id, type, source])).toEqual([
    [1, 'text/markdown', '# Sums, of ${a}'],
    [3, 'module', 'a - 1'],
    [2, 'module', 'const a = 20;'],
    [4, 'text/markdown', '</script>'],
  ]);
  await page.reload();
  await cell(4).waitFor();
  expect(await editor(3).innerText()).toBe('a - 1');
  await button('Original').click();
  await cell(4).waitFor({ state: 'detached' });
  expect(await editor(3).innerText()).toBe('a + 22');
  await button('Undo').click();
  await cell(4).waitFor();
  await button('Delete, cell 2').click();
  await cell(2).waitFor({ state: 'detached' });
  await button('Undo').click();
  await cell(2).waitFor();
});

test('a file that is no notebook is told, and what lay open stays', { timeout: 180_000 }, async () => {
  await visit();
  await openFile('<p>some page</p>', 'page.html');
  await page
    .getByRole('alert')
    .filter({ hasText: 'page.html: This is no notebook: it has no <notebook> element.' })
    .waitFor();
  expect(await cell(3).count()).toBe(1);
  await button('Dismiss').click();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('what a foreign file has in its text does not run by being read', { timeout: 180_000 }, async () => {
  const trap = `<script id="4" type="text/html">
    <p>trap</p><img src="x" onerror="document.title = 'trapped'"><style>notebook-toolbar { display: none }</style>
  </script>`;
  await visit(FILE.replace('</notebook>', `${trap}\n</notebook>`));
  await output(4).getByText('trap').waitFor();
  await toolbar().waitFor();
  // The browser reports what the page's policy refused, and what it did not find.
  await expect.poll(() => complaints.length, { timeout: PATIENCE }).toBeGreaterThan(0);
  expect(complaints.every((text) => text.includes('inline event handler'))).toBe(true);
  expect(await page.title()).toBe('A test · shadegrad');
  complaints = [];
});

test(
  'without WebGPU it says so, and prose and programs that need none run',
  { timeout: 180_000 },
  async () => {
    await context.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined });
    });
    await visit();
    await page.getByText('navigator.gpu is missing').waitFor();
    await runAll();
    expect(await textOf(3)).toBe('42');
  },
);

test('where storage is full, edits last for the visit, and that is said', { timeout: 180_000 }, async () => {
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await visit();
  await page.getByText('The browser has no room left to keep your edits.').waitFor();
  await write(2, 'const a = 2;');
  await runAll();
  expect(await textOf(3)).toBe('24');
});

test('after the first visit it opens without a network', { timeout: 180_000 }, async () => {
  const visitor = await openContext(browser, { serviceWorkers: 'allow' });
  try {
    const offline = await visitor.newPage();
    await offline.goto(`${app.url}notebook/`);
    await offline.evaluate(() => navigator.serviceWorker.ready);
    await visitor.setOffline(true);
    await offline.reload();
    await offline.getByRole('region', { name: 'Notebook tools' }).waitFor();
    expect(await offline.locator('cell-editor').count()).toBeGreaterThan(0);
  } finally {
    await visitor.close();
  }
});

test(
  'axe-core finds nothing wrong, in light and dark, on a desktop and a phone',
  { timeout: 400_000 },
  async () => {
    await visit(
      withCells('const b = 1;\nb.c.d', '({ a, text: "b", list: [1, 2] })', 'display("wide ".repeat(200))'),
    );
    await runAll();
    await page.getByRole('button', { name: 'Edit, cell 1' }).click();
    await button('Delete, cell 2').click();
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1440, 390]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 844 });
        const problems = await accessibilityProblems(page);
        found.push(...problems.map((problem) => `${colorScheme}, ${width} px: ${problem}`));
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    }
    expect(found).toEqual([]);
  },
);

/** Each of the project's own, with the cell of its settings as it is for a processor that has little time. */
const SMALL: readonly [name: string, settings: string][] = [
  [
    'mnist-cnn',
    'const examples = 64; const testExamples = 32; const epochs = 1; const batchSize = 32; const seed = 42;',
  ],
  [
    'what-dropout-does',
    'const examples = 60; const testExamples = 32; const epochs = 2; const rate = 0.5; const seed = 42;',
  ],
  ['watch-a-filter-learn', 'const examples = 640; const steps = 10; const every = 5; const seed = 7;'],
];

test.each(SMALL)(
  'the notebook %s runs from beginning to end, with small numbers',
  { timeout: 900_000 },
  async (name, settings) => {
    await page.goto(`${app.url}notebook/#${name}`);
    const cell = page.locator('notebook-cell').filter({ hasText: 'const examples =' }).first();
    await cell.getByRole('textbox').click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(settings);
    await button('Run all').click();
    await button('Run all').waitFor({ timeout: 800_000 });
    expect(await page.getByRole('alert').allInnerTexts()).toEqual([]);
    expect(await toolbar().getByRole('status').innerText()).toMatch(/^(\d+) of \1 done$/);
  },
);
