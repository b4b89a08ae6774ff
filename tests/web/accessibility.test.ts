// axe-core finds nothing wrong with the page: on a desktop and on a phone, in light and in dark, in each state that a person
// brings it into. The states follow one another.

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems } from '../support/accessibility.js';
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
}, 180_000);

afterAll(async () => {
  await browser.close();
  await app.close();
});

afterEach(() => {
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
});

const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [{ width: 1440, height: 900 } as const, { width: 390, height: 844 } as const].map((viewport) => ({
    colorScheme,
    viewport,
  })),
);

/** In every look. */
async function problems(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    const seen = await accessibilityProblems(page);
    found.push(...seen.map((problem) => `${colorScheme}, ${viewport.width} px: ${problem}`));
  }
  return found;
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const insides = () => page.locator('insides-panel');

async function open(summary: string | RegExp): Promise<void> {
  await page.locator('summary').filter({ hasText: summary }).first().click();
}

test('on the first visit, with a layer and all that is folded open', { timeout: 240_000 }, async () => {
  expect(await problems()).toEqual([]);
  await page.locator('layer-row').first().getByRole('button', { expanded: false }).click();
  await open('Other pictures');
  await open('Epochs as a table');
  expect(await problems()).toEqual([]);
});

test('with the help open, and with a network that does not fit', { timeout: 240_000 }, async () => {
  await button('Help').click();
  const withHelp = await problems();
  await page.keyboard.press('Escape');
  expect(withHelp).toEqual([]);
  await page.getByLabel('Start from a preset').selectOption({ label: 'Classic Keras' });
  const row = page.locator('layer-row').nth(2);
  await row.getByRole('button', { expanded: false }).click();
  await row.getByLabel('Pool size').fill('30');
  await row.getByLabel('Pool size').press('Enter');
  await row.getByRole('alert').waitFor();
  expect(await problems()).toEqual([]);
});

test('once it is trained', { timeout: 400_000 }, async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel('Start from a preset').selectOption({ label: 'Tiny' });
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('1');
  await page.getByRole('spinbutton', { name: 'Epochs' }).press('Tab');
  await page.locator('run-controls').getByRole('button', { name: 'Train' }).click();
  await page.getByText(/Test accuracy [\d.]+/).waitFor({ timeout: 240_000 });
  await open('Precision, recall');
  expect(await problems()).toEqual([]);
});

test('with a picture on the drawing board', { timeout: 240_000 }, async () => {
  await page.locator('outcome-gallery li button').first().click();
  await page
    .locator('draw-panel')
    .getByText(/It says \d/)
    .waitFor();
  expect(await problems()).toEqual([]);
});

test.each(['Feature maps', 'Filters', 'Statistics'])(
  'inside the network: %s',
  { timeout: 240_000 },
  async (view) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await insides().scrollIntoViewIfNeeded();
    await insides().getByText(view, { exact: true }).click();
    const shown = { 'Feature maps': 'layer-maps', Filters: 'filter-view', Statistics: 'distribution-map' }[
      view
    ];
    await insides()
      .locator(shown ?? '')
      .first()
      .waitFor();
    expect(await problems()).toEqual([]);
  },
);

test('with kept runs, compared and open, and a file that was refused', { timeout: 240_000 }, async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await button('Reset').click();
  await button('Batch').click();
  await button('Resume').waitFor({ timeout: 60_000 });
  await button('Reset').click();
  const rows = page.locator('run-row');
  await expect.poll(() => rows.count()).toBe(2);
  for (const index of [0, 1]) await rows.nth(index).getByRole('checkbox').check();
  await page.locator('run-comparison table').waitFor();
  await rows.nth(1).locator('summary').click();
  await rows.nth(1).getByRole('button', { name: 'Delete' }).click();
  await page
    .locator('runs-panel input[type=file]')
    .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no run') });
  await page.locator('runs-panel').getByRole('alert').waitFor();
  expect(await problems()).toEqual([]);
});

test('where there is no WebGPU', { timeout: 240_000 }, async () => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined });
  });
  await page.goto(app.url);
  await page.locator('run-player').waitFor({ timeout: 60_000 });
  expect(await problems()).toEqual([]);
});
