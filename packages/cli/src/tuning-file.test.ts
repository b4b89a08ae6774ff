import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TuningFiles } from './tuning-file.js';

const table = { 'forward 1×1': { variant: 'tile 4×8', thoroughness: 'quick', speedup: 1.25 } } as const;

let cache: string;
let store: TuningFiles;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'shadegrad-tuning-'));
  store = new TuningFiles({ SHADEGRAD_CACHE: cache });
});
afterEach(() => rm(cache, { recursive: true, force: true }));

it('remembers a table for one adapter, and nothing for another', async () => {
  await store.set('adapter one', table);
  expect(await store.get('adapter one')).toEqual(table);
  expect(await store.get('adapter two')).toBeUndefined();
  expect(await readdir(join(cache, 'tuning'))).toHaveLength(1);
});

it.each([
  ['is cut off', (text: string) => text.slice(0, -20)],
  ['is of another schema', (text: string) => text.replace('"schema": 1', '"schema": 2')],
  ['is another adapter’s', (text: string) => text.replace('adapter one', 'adapter two')],
  ['names no variant', (text: string) => text.replace('"tile 4×8"', '7')],
])('takes a file that %s for none, and overwrites it', async (_what, damage) => {
  await store.set('adapter one', table);
  const path = store.path('adapter one');
  const text = await readFile(path, 'utf8');
  await writeFile(path, damage(text));
  expect(await store.get('adapter one')).toBeUndefined();
  await store.set('adapter one', table);
  expect(await store.get('adapter one')).toEqual(table);
});

it('does without a cache where none can be written', async () => {
  const path = store.path('adapter one');
  await mkdir(dirname(dirname(path)), { recursive: true });
  await writeFile(dirname(path), 'a file in the way');
  await store.set('adapter one', table);
  expect(await store.get('adapter one')).toBeUndefined();
});
