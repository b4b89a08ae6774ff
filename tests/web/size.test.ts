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
  const names = await firstLoad();
  const sizes = await Promise.all(
    names.map(async (name) => gzipSync(await readFile(join(app.folder, name))).length),
  );
  expect(names.some((name) => name.includes('training-worker'))).toBe(true);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000);
});

/** The page, what it names, the worker, and what these import at once; not what is loaded when it is asked for. */
async function firstLoad(): Promise<readonly string[]> {
  const assets = await readdir(join(app.folder, 'assets'));
  const page = await readFile(join(app.folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, name]) => name ?? '');
  const workers = assets.filter((name) => name.startsWith('training-worker')).map((name) => `assets/${name}`);
  const found = new Set(['index.html', ...named, ...workers]);
  for (const name of found) {
    if (!name.endsWith('.js')) continue;
    const code = await readFile(join(app.folder, name), 'utf8');
    for (const [, imported = ''] of code.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) {
      found.add(`assets/${imported}`);
    }
  }
  return [...found];
}

test('the page loads from its own origin alone, and without inline scripts', async () => {
  const page = await readFile(join(app.folder, 'index.html'), 'utf8');
  expect(page.replaceAll('&#39;', "'")).toContain("default-src 'none'; script-src 'self'");
  expect(page).not.toContain('stories');
  expect([...page.matchAll(/<script[^>]*>([^<]*)/g)].map(([, inline]) => inline)).toEqual(['']);
  expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].every(([, url]) => url?.startsWith('./'))).toBe(true);
});
