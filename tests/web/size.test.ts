// What a first visit loads, the pictures left out: page and worker, compressed as hosts do it.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedApp, serveWebApp } from '../support/web-app.js';

let app: ServedApp;

beforeAll(async () => {
  app = await serveWebApp();
});

afterAll(() => app.close());

test('the first load stays within 200 kB', async () => {
  const assets = join(app.folder, 'assets');
  const files = [
    join(app.folder, 'index.html'),
    ...(await readdir(assets)).map((name) => join(assets, name)),
  ];
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(file)).length));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000);
});

test('the page loads from its own origin alone, and without inline scripts', async () => {
  const page = await readFile(join(app.folder, 'index.html'), 'utf8');
  expect(page.replaceAll('&#39;', "'")).toContain("default-src 'none'; script-src 'self'");
  expect(page).not.toContain('stories');
  expect([...page.matchAll(/<script[^>]*>([^<]*)/g)].map(([, inline]) => inline)).toEqual(['']);
  expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].every(([, url]) => url?.startsWith('./'))).toBe(true);
});
