// The page in a real browser: a person opens it, trains, steps, changes the learning rate, edits the network.

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { complaintsOf } from '../support/complaints.js';
import { openPage, startChromium } from '../support/chromium.js';
import { type ServedApp, serveWebApp } from '../support/web-app.js';

let app: ServedApp;
let browser: Browser;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  [app, browser] = await Promise.all([serveWebApp(), startChromium()]);
});

afterAll(async () => {
  await browser.close();
  await app.close();
});

beforeEach(async () => {
  page = await openPage(browser);
  complaints = complaintsOf(page, app.url);
  await page.goto(app.url);
  await page.getByText('Everything is ready').waitFor();
});

afterEach(async () => {
  await page.close();
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
});

const button = (name: string | RegExp) => page.getByRole('button', { name });

/** A figure of the run by what it is called: `Step` → `12 of 507`. */
const figure = (name: string): Promise<string> =>
  page
    .locator('run-figures div', { has: page.locator(`dt:text-is("${name}")`) })
    .locator('dd')
    .innerText();

const stepsDone = async (): Promise<number> =>
  Number((await figure('Step')).split(' of ')[0]?.replace(',', ''));

test('a tiny network trains on drawn digits until it tells them apart', async () => {
  await page.getByLabel('Start from a preset').selectOption({ label: 'Tiny' });
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('2');
  await page.getByRole('spinbutton', { name: 'Epochs' }).press('Tab');
  await button('Train').click();
  const result = page.getByText(/Test accuracy [\d.]+/);
  await result.waitFor({ timeout: 120_000 });
  const [accuracy = '0'] = /[\d.]+/.exec(await result.innerText()) ?? [];
  expect(Number(accuracy)).toBeGreaterThan(80);
  expect(await figure('Epoch')).toBe('2 of 2');
  // The curve has been drawn, and the table behind it has both epochs.
  await page.getByText('Epochs as a table').click();
  expect(await page.locator('epoch-table tbody tr').count()).toBe(2);
});

/** What the table says of the only epoch: its number, loss, accuracy, validation loss, … */
async function onlyEpoch(isAveraged: boolean): Promise<string[]> {
  await page.goto(app.url);
  await page.getByText('Everything is ready').waitFor();
  await page.getByLabel('Start from a preset').selectOption({ label: 'Tiny' });
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('1');
  await page.getByRole('checkbox', { name: 'Averaging' }).setChecked(isAveraged);
  await button('Train').click();
  await page.getByText(/Test accuracy [\d.]+/).waitFor({ timeout: 120_000 });
  await page.getByText('Epochs as a table').click();
  return page.locator('epoch-table tbody tr').first().locator('th, td').allInnerTexts();
}

test('averaged weights are what is validated, and training stays the same', async () => {
  const weights = await onlyEpoch(false);
  const averages = await onlyEpoch(true);
  expect(averages.slice(0, 3)).toEqual(weights.slice(0, 3));
  expect(averages[3]).not.toBe(weights[3]);
});

test('steps, trains, pauses, goes on at another learning rate, stops and forgets', async () => {
  await page.getByLabel('Start from a preset').selectOption({ label: 'Tiny' });
  await button('Batch').click();
  await button('Resume').waitFor();
  expect(await stepsDone()).toBe(1);
  await page.keyboard.press('.');
  await expect.poll(stepsDone).toBe(2);
  await button('Epoch').click();
  await page.getByText('Epoch 1: accuracy').waitFor({ timeout: 120_000 });
  expect(await stepsDone()).toBe(169);

  await button('Resume').click();
  await expect.poll(stepsDone).toBeGreaterThan(175);
  await button('Pause').click();
  await button('Resume').waitFor();
  const paused = await stepsDone();
  await page.getByLabel('Learning rate').fill('0.001');
  await page.getByLabel('Learning rate').press('Tab');
  await button('Batch').click();
  await expect.poll(stepsDone).toBe(paused + 1);

  await button('Stop').click();
  await page.getByText(/Test accuracy [\d.]+/).waitFor({ timeout: 60_000 });
  await button('Reset').click();
  await page.getByText('Everything is ready').waitFor();
  expect(await figure('Step')).toBe('–');
});

test('where the processor is the GPU, the page begins small and says why; one button takes the classic network', async () => {
  const preset = page.getByLabel('Start from a preset');
  await expect.poll(() => preset.inputValue()).toBe('small');
  const hint = page.locator('software-hint');
  await hint.getByText('computes WebGPU on the processor').waitFor();
  await hint.getByRole('button', { name: 'Use the classic network' }).click();
  expect(await preset.inputValue()).toBe('classic');
  expect(await page.getByRole('spinbutton', { name: 'Batch size' }).inputValue()).toBe('128');
  await hint.getByRole('button', { name: 'Use the small network' }).click();
  expect(await page.getByRole('spinbutton', { name: 'Batch size' }).inputValue()).toBe('64');
});

test('the network is edited into an error, which is told at its layer, and out of it', async () => {
  await page.getByLabel('Start from a preset').selectOption({ label: 'Classic Keras' });
  const row = (index: number) => page.locator('layer-row').nth(index);
  await row(2).getByRole('button', { expanded: false }).click();
  await row(2).getByLabel('Pool size').fill('30');
  await row(2).getByLabel('Pool size').press('Enter');
  await row(2).getByRole('alert').waitFor();
  expect(await row(2).getByRole('alert').innerText()).toContain(
    '30×30 does not fit into its input of 24×24×64',
  );
  await expect.poll(() => button('Train').isDisabled()).toBe(true);
  await row(2).getByLabel('Pool size').fill('3×2');
  await row(2).getByLabel('Pool size').press('Enter');
  await expect.poll(() => row(2).locator('.shape').innerText()).toBe('8×12×64');
  await expect.poll(() => button('Train').isEnabled()).toBe(true);

  await row(5)
    .getByRole('button', { name: /Move Dense/ })
    .press('ArrowUp');
  await expect.poll(() => row(4).locator('.what').innerText()).toContain('Dense');
  // The key can be pressed again: the focus went along.
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => row(3).locator('.what').innerText()).toContain('Dense');
});

test('a layer is dragged to another place, and stays where it was where the drag is given up', async () => {
  const whats = async (): Promise<string[]> =>
    (await page.locator('layer-row .what strong').allInnerTexts()).map((what) => what.trim());
  const middle = async (index: number): Promise<{ x: number; y: number }> => {
    const box = await page.locator('layer-row .grip').nth(index).boundingBox();
    if (box === null) throw new Error('the layer is not to be seen');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const before = await whats();
  const [from, to] = [await middle(1), await middle(4)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y + 10, { steps: 10 });
  // Where it would go is shown before it is let go of.
  await page.locator('layer-list li.dragged').waitFor();
  await page.locator('layer-list li.after').waitFor();
  await page.mouse.up();
  const [first = '', second = '', ...others] = before;
  const moved = [first, ...others.slice(0, 3), second, ...others.slice(3)];
  await expect.poll(whats).toEqual(moved);

  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y + 10, { steps: 10 });
  await page.mouse.move(from.x, from.y, { steps: 10 });
  await page.mouse.up();
  expect(await whats()).toEqual(moved);
});
