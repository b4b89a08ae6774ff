// Pictures of the built app, to be looked at: `npm run screenshots -- [FOLDER]`. A network is trained on drawn digits, or on the
// MNIST of the folder that SHADEGRAD_DATA names; the states follow one another as a person brings the page into them. The README shows
// readme-desktop and readme-phone (docs/images/web-app.jpg, web-app-phone.jpg).

import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPage, startChromium, type PageOptions } from '../support/chromium.js';
import { serveWebApp } from '../support/web-app.js';

const [folder = 'screenshots'] = process.argv.slice(3);
const mnist = process.env['SHADEGRAD_DATA'];

/** In ms: a network is trained without a GPU, perhaps beside other work. */
const PATIENCE = 600_000;

const PHONE = { width: 390, height: 844 } as const;
/** Shares of the board's side. */
const SEVEN = [
  [0.25, 0.22],
  [0.75, 0.22],
  [0.45, 0.85],
] as const;

const app = await serveWebApp(mnist === undefined ? {} : { data: mnist });
const browser = await startChromium();
try {
  await mkdir(folder, { recursive: true });
  await takeAll(browser);
} finally {
  await browser.close();
  await app.close();
}

async function takeAll(chromium: Browser): Promise<void> {
  const page = await visit(chromium);
  await take(page, 'first-visit');
  await chooseSmall(page, 1);
  await button(page, 'Train').click();
  await hasPassed(page, 40);
  await take(page, 'training');
  await isTrained(page);
  await take(page, 'trained');
  await draw(page);
  await page.locator('draw-panel').scrollIntoViewIfNeeded();
  await page
    .locator('insides-panel')
    .getByText(/Of your drawing, after/)
    .waitFor();
  await take(page, 'drawing');
  await page.evaluate(() => scrollTo(0, 0));
  await takeView(page, 'readme-desktop', { width: 1440, height: 1200 });
  for (const [view, element] of [
    ['Filters', 'filter-view'],
    ['Statistics', 'distribution-map'],
    ['Feature maps', 'layer-maps'],
  ] as const) {
    const panel = page.locator('insides-panel');
    await panel.getByText(view, { exact: true }).click();
    await panel.locator(element).first().waitFor();
    await take(page, `insides-${view.toLowerCase().replace(' ', '-')}`, panel);
  }
  await compare(page);
  await take(page, 'runs', page.locator('runs-panel'));
  await take(page, 'runs-curves', page.locator('charts-panel'));
  await page.emulateMedia({ colorScheme: 'dark' });
  await take(page, 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(PHONE);
  await take(page, 'phone-trained');
  await page.emulateMedia({ colorScheme: 'dark' });
  await take(page, 'phone-dark');
  await page.locator('draw-panel').scrollIntoViewIfNeeded();
  await takeView(page, 'readme-phone', PHONE);
  await page.close();

  const phone = await visit(chromium, { viewport: PHONE });
  await take(phone, 'phone-first-visit');
  await phone.close();

  const without = await openPage(chromium);
  await without.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined });
  });
  await without.goto(app.url);
  await without.locator('run-player').getByRole('button', { name: 'Pause' }).waitFor({ timeout: PATIENCE });
  await take(without, 'no-webgpu');
  await without.close();
}

async function visit(chromium: Browser, options?: PageOptions): Promise<Page> {
  const page = await openPage(chromium, options);
  page.setDefaultTimeout(PATIENCE);
  await page.goto(app.url);
  await page.getByText('Everything is ready').waitFor();
  await page.locator('insides-panel').waitFor();
  return page;
}

/** All of the page, or of a part of it. */
async function take(page: Page, name: string, part?: ReturnType<Page['locator']>): Promise<void> {
  const path = resolve(join(folder, `${name}.png`));
  await (part === undefined ? page.screenshot({ path, fullPage: true }) : part.screenshot({ path }));
  console.log(path);
}

/** What is in view, small enough for a README. */
async function takeView(
  page: Page,
  name: string,
  viewport: { readonly width: number; readonly height: number },
): Promise<void> {
  const path = resolve(join(folder, `${name}.jpg`));
  const before = page.viewportSize();
  await page.setViewportSize(viewport);
  await page.screenshot({ path, type: 'jpeg', quality: 72 });
  if (before !== null) await page.setViewportSize(before);
  console.log(path);
}

function button(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true });
}

async function chooseSmall(page: Page, epochs: number): Promise<void> {
  await page.getByLabel('Start from a preset').selectOption({ label: 'Small' });
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill(String(epochs));
  await page.getByRole('spinbutton', { name: 'Epochs' }).press('Tab');
}

async function hasPassed(page: Page, step: number): Promise<void> {
  const figure = page.locator('run-figures div', { has: page.locator('dt:text-is("Step")') }).locator('dd');
  for (;;) {
    const done = Number((await figure.innerText()).split(' of ')[0]?.replace(',', ''));
    if (done > step) return;
    await page.waitForTimeout(200);
  }
}

async function isTrained(page: Page): Promise<void> {
  await page.getByText(/Test accuracy [\d.]+/).waitFor();
  await page.locator('outcome-gallery li').first().waitFor();
}

async function draw(page: Page): Promise<void> {
  const board = page.locator('draw-panel').getByRole('application', { name: /^Drawing board/ });
  await board.scrollIntoViewIfNeeded();
  const box = await board.boundingBox();
  if (box === null) throw new Error('the board is not to be seen');
  const [start, ...others] = SEVEN.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const);
  if (start === undefined) return;
  await page.mouse.move(...start);
  await page.mouse.down();
  for (const point of others) await page.mouse.move(...point, { steps: 8 });
  await page.mouse.up();
  await page
    .locator('draw-panel')
    .getByText(/It says\s+\d/)
    .waitFor();
}

/** A second run, another seed, and both side by side. */
async function compare(page: Page): Promise<void> {
  await button(page, 'Reset').click();
  await page.getByRole('spinbutton', { name: 'Seed' }).fill('7');
  await page.getByRole('spinbutton', { name: 'Seed' }).press('Tab');
  await button(page, 'Train').click();
  await isTrained(page);
  for (const index of [0, 1]) await page.locator('run-row').nth(index).getByRole('checkbox').check();
  await page.locator('run-comparison table').waitFor();
  await page.locator('run-row').nth(1).locator('summary').click();
}
