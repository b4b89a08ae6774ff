// The page as a person uses it in a real browser, for tests: each test has a page with storage of its own, and a page that
// complains fails its test.

import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { openContext, startChromium, type PageOptions } from './chromium.js';
import { complaintsOf } from './complaints.js';
import { type ServedApp, serveWebApp } from './web-app.js';

/** In ms: for what a busy machine without a GPU may take long to do. */
export const PATIENCE = 60_000;

export interface DownloadedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Made by `useTrainingPage`. */
export class TrainingPage {
  #app: ServedApp | undefined;
  #browser: Browser | undefined;
  #page: Page | undefined;
  #complaints: (readonly string[])[] = [];

  get app(): ServedApp {
    return there(this.#app);
  }

  /** The tab in front. */
  get page(): Page {
    return there(this.#page);
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  async start(): Promise<void> {
    [this.#app, this.#browser] = await Promise.all([serveWebApp(), startChromium()]);
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    await this.#app?.close();
  }

  /** A browser without a past, and the app in it. */
  async begin(options?: PageOptions): Promise<void> {
    const context = await openContext(there(this.#browser), options);
    await this.openTab(context);
    await this.visit();
  }

  /** Leaves the browser that `begin` made, and fails where a page of it did what it should not. */
  async end(): Promise<void> {
    await this.context.close();
    const complaints = this.#complaints.splice(0).flat();
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  }

  /** Another tab, in front of the ones before. */
  async openTab(context: BrowserContext = this.context): Promise<Page> {
    this.#page = await context.newPage();
    this.#page.setDefaultTimeout(PATIENCE);
    this.#complaints.push(complaintsOf(this.#page, this.app.url));
    return this.#page;
  }

  async visit(hash = ''): Promise<void> {
    await this.page.goto(this.app.url + hash);
    await this.isReady();
  }

  async isReady(): Promise<void> {
    await this.page.getByText('Everything is ready').waitFor();
  }

  /** Runs a script in the training worker, before its own, from the next visit on. */
  async beforeWorker(script: string): Promise<void> {
    await this.page.route(/training-worker-.*\.js$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${script}\n${await response.text()}` });
    });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** A kept run; the newest is the first. */
  row(index = 0): Locator {
    return this.page.locator('run-row').nth(index);
  }

  async unfold(index = 0): Promise<void> {
    await this.row(index).locator('summary').click();
  }

  rowButton(name: string, index = 0): Locator {
    return this.row(index).getByRole('button', { name, exact: true });
  }

  async set(setting: string, value: number): Promise<void> {
    const field = this.page.getByRole('spinbutton', { name: setting, exact: true });
    await field.fill(String(value));
    await field.press('Tab');
  }

  async choosePreset(title: string): Promise<void> {
    await this.page.getByLabel('Start from a preset').selectOption({ label: title });
  }

  /** A tiny network for one epoch of 169 steps. */
  async chooseTiny({ epochs = 1 }: { readonly epochs?: number } = {}): Promise<void> {
    await this.choosePreset('Tiny');
    await this.set('Epochs', epochs);
  }

  /** A figure of the run by what it is called: `Step` → `12 of 507`. */
  figure(name: string): Promise<string> {
    const figure = this.page.locator('run-figures div', { has: this.page.locator(`dt:text-is("${name}")`) });
    return figure.locator('dd').innerText();
  }

  async stepsDone(): Promise<number> {
    return Number((await this.figure('Step')).split(' of ')[0]?.replace(',', ''));
  }

  /** Waits until more than so many steps are done. */
  async hasPassed(step: number): Promise<void> {
    const passes = async (): Promise<void> => {
      const done = await this.stepsDone();
      if (!(done > step)) throw new Error(`the run is at step ${done}, and not beyond ${step}`);
    };
    await vi.waitFor(passes, { timeout: PATIENCE, interval: 100 });
  }

  /** How many test pictures the finished run gets right. */
  async correctCount(timeout = 2 * PATIENCE): Promise<number> {
    const text = await this.page.getByText(/of\s+[\d,]+\s+right/).innerText({ timeout });
    return Number(/([\d,]+)\s+of\s+[\d,]+\s+right/.exec(text)?.[1]?.replace(',', ''));
  }

  async download(press: () => Promise<void>): Promise<DownloadedFile> {
    const [file] = await Promise.all([this.page.waitForEvent('download'), press()]);
    return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };
  }

  async takeIn(name: string, bytes: Uint8Array): Promise<void> {
    const input = this.page.locator('runs-panel input[type=file]');
    await input.setInputFiles({ name, mimeType: 'application/zip', buffer: Buffer.from(bytes) });
  }
}

/** For the top of a file of tests. */
export function useTrainingPage(options?: PageOptions): TrainingPage {
  const visitor = new TrainingPage();
  beforeAll(() => visitor.start(), 3 * PATIENCE);
  afterAll(() => visitor.stop(), PATIENCE);
  beforeEach(() => visitor.begin(options), 3 * PATIENCE);
  afterEach(() => visitor.end(), PATIENCE);
  return visitor;
}

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the page is there in tests only');
  return value;
}
