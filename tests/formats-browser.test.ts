// Model files in a real browser: what a page exports, it must read back, in every format. No GPU is needed.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelFormats } from '@shadegrad/core/formats';
import type { Browser, Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage, startChromium } from './support/chromium.js';

/** Milliseconds. */
const PATIENCE = 120_000;

const PAGE = `<!doctype html><script type="module">
import { dense, initialWeights, sequential } from '@shadegrad/core';
import { exportModel, importModel } from '@shadegrad/core/formats';

const model = sequential({ inputShape: [4], layers: [dense({ units: 3, activation: 'softmax' })] });
const weights = initialWeights(model, 1);
window.roundTrip = async (format) => {
  const imported = await importModel(await exportModel({ model, weights }, format));
  return [...weights].every(([name, { data }]) => String(imported.weights.get(name)?.data) === String(data));
};
</script>`;

let folder: string;
let server: ViteDevServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(import.meta.dirname, '.formats-page-'));
  await writeFile(join(folder, 'index.html'), PAGE);
  server = await createServer({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    cacheDir: await mkdtemp(join(tmpdir(), 'shadegrad-vite-')),
    resolve: { conditions: ['@shadegrad/source', 'module', 'browser', 'development'] },
    server: { port: 0 },
  });
  await server.listen();
  browser = await startChromium();
  page = await openPage(browser);
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  await page.waitForFunction(() => 'roundTrip' in window);
}, PATIENCE);

afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
});

test.each(modelFormats)(
  'a page reads back what it exports as %s',
  async (format) => {
    expect(await page.evaluate(`window.roundTrip('${format}')`)).toBe(true);
  },
  PATIENCE,
);
