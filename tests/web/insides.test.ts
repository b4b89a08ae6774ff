// What a trained network shows in a real browser: how good it is, what it says of drawings, and its insides. One network is
// trained for all tests, which follow one another.

import { encode } from 'fast-png';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openPage, startChromium } from '../support/chromium.js';
import { complaintsOf } from '../support/complaints.js';
import { type ServedApp, serveWebApp } from '../support/web-app.js';

let app: ServedApp;
let browser: Browser;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  [app, browser] = await Promise.all([serveWebApp(), startChromium()]);
  page = await openPage(browser);
  complaints = complaintsOf(page, app.url);
  await page.goto(app.url);
  await page.getByText('Everything is ready').waitFor();
  await page.getByLabel('Start from a preset').selectOption({ label: 'Tiny' });
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('2');
  await page.getByRole('spinbutton', { name: 'Epochs' }).press('Tab');
  await button('Train').click();
  await page.getByText(/Test accuracy [\d.]+/).waitFor({ timeout: 240_000 });
}, 300_000);

afterAll(async () => {
  await browser.close();
  await app.close();
});

afterEach(() => {
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const evaluation = () => page.locator('evaluation-panel');
const drawing = () => page.locator('draw-panel');
const insides = () => page.locator('insides-panel');
/** What stands above the bars. */
const said = (): Promise<string> => drawing().locator('probability-bars p').innerText();
/** Where the keyboard's pen stands, as those are told who do not see it. */
const pen = (): Promise<string> => drawing().locator('ink-pad').getByRole('status').innerText();

/** Shares of the board's side. */
const SEVEN = [
  [0.25, 0.22],
  [0.75, 0.22],
  [0.45, 0.85],
] as const;

async function drawSeven(): Promise<void> {
  const board = drawing().getByRole('application', { name: /^Drawing board/ });
  await board.scrollIntoViewIfNeeded();
  const box = await board.boundingBox();
  if (box === null) throw new Error('the board is not to be seen');
  const [start, ...others] = SEVEN.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const);
  await page.mouse.move(...start);
  await page.mouse.down();
  for (const point of others) await page.mouse.move(...point, { steps: 8 });
  await page.mouse.up();
}

/** What the network gets, as the page shows it. */
const seen = async (): Promise<string> => {
  const picture = await drawing().locator('picture-canvas').screenshot();
  return picture.toString('base64');
};

const numberIn = (text: string): number => Number(text.replace('−', '-').replace(/[^\d.e-]/g, ''));

test('the evaluation tells accuracy with its interval, and figures of each class', async () => {
  const figures = await evaluation().locator('dl.figures').innerText();
  const [, accuracy = '', low = '', high = ''] =
    /Test accuracy\s+([\d.]+).*interval\s+([\d.]+)\D+([\d.]+)/s.exec(figures) ?? [];
  expect(Number(low)).toBeLessThan(Number(accuracy));
  expect(Number(high)).toBeGreaterThan(Number(accuracy));
  await evaluation()
    .getByText(/^Precision, recall/)
    .click();
  const rows = evaluation().locator('class-table tbody tr');
  expect(await rows.count()).toBe(12);
  expect(await rows.last().innerText()).toContain('2,000');
});

test('a cell of the confusion matrix opens its pictures, by pointer and by keyboard', async () => {
  const mistakes = await evaluation().locator('outcome-gallery li').count();
  expect(mistakes).toBeGreaterThan(0);
  const cell = evaluation().locator('confusion-table td.wrong button').first();
  const [, truth, predicted, count = '0'] =
    /^(\d) taken for (\d): (\d+)/.exec((await cell.getAttribute('aria-label')) ?? '') ?? [];
  await cell.click();
  await evaluation().getByText(`${truth} taken for ${predicted}: ${count}, the surest first`).waitFor();
  const gallery = evaluation().locator('outcome-gallery li');
  await expect.poll(() => gallery.count()).toBe(Math.min(24, Number(count)));
  expect(await gallery.first().innerText()).toMatch(
    new RegExp(`is\\s+${truth}\\s+and is taken for\\s+→ ${predicted} [\\d.]+\\s%`),
  );
  // To the diagonal's first cell, which always has pictures, and into it.
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowLeft');
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await evaluation()
    .getByText(/: \d+, the (?:surest|least sure) first/)
    .waitFor();
  await evaluation().getByText('% of row').click();
  expect(await evaluation().locator('confusion-table td.right button').first().innerText()).toMatch(
    /^[\d.]+$/,
  );
});

test('a picture of the gallery goes to the board, and the network says of it what it said before', async () => {
  await button('Hardest mistakes').click();
  const first = evaluation().locator('outcome-gallery li').first();
  await expect.poll(() => first.innerText()).toContain('→');
  const [, predicted = ''] = /→ (\d)/.exec(await first.innerText()) ?? [];
  await first.getByRole('button').click();
  await expect.poll(said).toBe(`It says ${predicted}`);
});

test('a 7 that is drawn with the pointer is a 7', async () => {
  await drawing().getByRole('button', { name: 'Clear' }).click();
  await expect.poll(said).toBe('Draw a digit, or pick a test picture.');
  await drawSeven();
  await expect.poll(said).toBe('It says 7');
});

test('without scaling and centring the network sees something else', async () => {
  const whole = await seen();
  await drawing().getByLabel('Scaled').uncheck();
  await expect.poll(seen).not.toBe(whole);
  const unscaled = await seen();
  await drawing().getByLabel('Centred').uncheck();
  await expect.poll(seen).not.toBe(unscaled);
  await drawing().getByLabel('Scaled').check();
  await drawing().getByLabel('Centred').check();
  await expect.poll(seen).toBe(whole);
});

test('a 7 that is drawn with the keyboard is a 7, and can be undone', async () => {
  await drawing().getByRole('button', { name: 'Clear' }).click();
  await expect.poll(said).toBe('Draw a digit, or pick a test picture.');
  // The page's key for drawing brings the focus to the board, where the pen stands near the left upper corner.
  await evaluation().getByRole('heading', { name: 'Evaluation' }).click();
  await page.keyboard.press('d');
  const press = async (key: string, times: number): Promise<void> => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
  };
  await press(' ', 1);
  await press('ArrowRight', 6);
  for (let i = 0; i < 4; i++) {
    await press('ArrowDown', 2);
    await press('ArrowLeft', 1);
  }
  // Where the pen stands is said before it is lifted: a key that was lost would show here, not as another digit.
  await expect.poll(pen, { timeout: 10_000 }).toBe('column 7 of 14, row 12, pen down');
  await press(' ', 1);
  await expect.poll(said, { timeout: 20_000 }).toBe('It says 7');
  await press('Backspace', 1);
  await expect.poll(said).toBe('Draw a digit, or pick a test picture.');
});

test('a picture file is laid on the board, and one that is none is refused in words', async () => {
  const side = 60;
  const data = new Uint8Array(side * side).fill(240);
  for (let i = 12; i < 48; i++) {
    for (let width = 0; width < 6; width++) {
      if (i > 14) data[(12 + width) * side + i] = 20;
      data[i * side + Math.round(46 - 0.5 * (i - 12)) - width] = 20;
    }
  }
  const png = Buffer.from(encode({ width: side, height: side, channels: 1, data }));
  const input = drawing().locator('input[type=file]');
  await input.setInputFiles({ name: 'seven.png', mimeType: 'image/png', buffer: png });
  await expect.poll(said).toBe('It says 7');
  await input.setInputFiles({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await drawing().getByText('notes.png is no picture that this browser can read.').waitFor();
});

test('every layer shows its maps, and the arithmetic of a pixel adds up', async () => {
  await drawing().getByRole('button', { name: 'Clear' }).click();
  await drawSeven();
  await insides().scrollIntoViewIfNeeded();
  await insides()
    .getByText(/Of your drawing, after\s+[\d,]+ steps/)
    .waitFor();
  const layers = ['conv2d', 'max_pooling2d', 'dense'];
  await expect.poll(() => insides().locator('layer-maps').count()).toBe(layers.length);
  for (const layer of layers) {
    await insides().getByRole('button', { name: layer, exact: true }).click();
    await insides()
      .getByRole('heading', { name: new RegExp(`^${layer}\\b`) })
      .waitFor();
    const map = insides().getByRole('application');
    for (const key of ['ArrowLeft', 'ArrowUp', 'ArrowRight']) {
      await map.press(key);
      const [result = '', output = 'none'] = await insides()
        .locator('arithmetic-view .equation strong')
        .allInnerTexts();
      expect([layer, key, Math.abs(numberIn(result) - numberIn(output)) < 2e-3]).toEqual([layer, key, true]);
    }
  }
});

test('a window times its weights and the bias is what the page says it is', async () => {
  await insides().getByRole('button', { name: 'conv2d', exact: true }).click();
  const grids = insides().locator('arithmetic-view number-grid');
  await expect.poll(() => grids.count()).toBe(3);
  const numbers = async (i: number): Promise<number[]> =>
    (await grids.nth(i).locator('td').allInnerTexts()).map(numberIn);
  const [read, weights] = [await numbers(0), await numbers(1)];
  expect(read).toHaveLength(25);
  const sum = read.reduce((total, value, i) => total + value * (weights[i] ?? Number.NaN), 0);
  const equation = await insides().locator('arithmetic-view .equation').innerText();
  const [, products = '', bias = '', total = ''] =
    /products (\S+) \+ bias (\S+) = (\S+);/.exec(equation) ?? [];
  expect(numberIn(products)).toBeCloseTo(sum, 1);
  expect(numberIn(total)).toBeCloseTo(sum + numberIn(bias), 1);
  expect(read.some((value) => value > 0)).toBe(true);
});

test('filters and statistics have their numbers', async () => {
  await insides().getByText('Filters', { exact: true }).click();
  await insides().getByLabel('Filter', { exact: true }).fill('3');
  await insides().getByLabel('Filter', { exact: true }).press('Enter');
  await insides()
    .getByText(/^\s*Filter 3; bias/)
    .waitFor();
  expect(await insides().locator('filter-view number-grid td').count()).toBe(25);
  await insides().getByText('Statistics', { exact: true }).click();
  await insides()
    .getByText(/dense\/kernel/)
    .waitFor();
  await insides().getByText('Gradients', { exact: true }).click();
  const spread = insides().locator('distribution-map figcaption').first();
  await expect.poll(() => spread.innerText()).toMatch(/mean −?[\d.e-]+ ± [\d.e-]+/);
  const dead = insides().getByRole('row', { name: /^conv2d / });
  expect(await dead.innerText()).toMatch(/\d of 4/);
  await insides().getByText('Feature maps', { exact: true }).click();
});

test(
  'while it trains, maps and probabilities are of the weights as they are',
  { timeout: 180_000 },
  async () => {
    await button('Reset').click();
    // It is paused in the middle, however fast the machine is.
    await page.getByRole('spinbutton', { name: 'Epochs' }).fill('500');
    await page.getByRole('spinbutton', { name: 'Epochs' }).press('Tab');
    await expect.poll(said).toBe('Nothing is trained yet: press Train.');
    expect(await insides().locator('layer-maps').count()).toBe(0);
    await button('Train').click();
    await insides().scrollIntoViewIfNeeded();
    const steps = async (): Promise<number> => {
      const line = insides().getByText(/after\s+[\d,]+ steps/);
      return (await line.count()) === 0
        ? 0
        : numberIn(/after\s+([\d,]+)/.exec(await line.innerText())?.[1] ?? '');
    };
    await expect.poll(steps, { timeout: 60_000 }).toBeGreaterThan(0);
    const before = await steps();
    await expect.poll(steps, { timeout: 60_000 }).toBeGreaterThan(before);
    await drawing()
      .getByText(/^\s*It says\s+\d\s*$/)
      .waitFor();
    await button('Pause').click();
    await button('Resume').waitFor();
    // On demand, in the middle of a run.
    await button('Evaluate now').click();
    await evaluation().getByRole('heading', { name: 'Confusion matrix' }).waitFor({ timeout: 60_000 });
    // Late news of the progress must not take the result away.
    await evaluation().getByRole('button', { name: 'Evaluate now' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  },
);
