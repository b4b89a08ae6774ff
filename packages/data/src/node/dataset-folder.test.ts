import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { encodeIdx } from '../idx.js';
import { datasetFileNames, datasetFileRoles } from '../known-datasets.js';
import { codeOf, errorOf } from '../testing/error-code.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { tinyFiles } from '../testing/tiny-dataset.js';
import { loadDatasetFolder } from './dataset-folder.js';

/** Writes the tiny dataset, with some files spelled or filled differently. */
async function folderWith(files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  return folder;
}

const plain = Object.fromEntries(datasetFileRoles.map((role) => [datasetFileNames[role], tinyFiles[role]]));

it.each<[string, (name: string) => string, (bytes: Uint8Array) => Uint8Array]>([
  ['plain', (name) => name, (bytes) => bytes],
  ['gzipped', (name) => `${name}.gz`, (bytes) => gzipSync(bytes)],
  ['dotted', (name) => name.replace('-idx', '.idx'), (bytes) => bytes],
  ['dotted and gzipped', (name) => `${name.replace('-idx', '.idx')}.gz`, (bytes) => gzipSync(bytes)],
  ['called .gz but plain', (name) => `${name}.gz`, (bytes) => bytes],
])('loads a folder with %s files', async (_, spell, pack) => {
  const files = Object.entries(plain).map(([name, bytes]) => [spell(name), pack(bytes)] as const);
  const folder = await folderWith(Object.fromEntries(files));
  const { train, test } = await loadDatasetFolder(folder);
  expect([...train.labels, ...test.labels]).toEqual([0, 1, 9, 4, 5]);
  expect(train).toMatchObject({ name: path.basename(folder), shape: [2, 2, 1] });
  expect([...test.images]).toEqual([100, 101, 102, 103, 104, 105, 106, 107]);
  expect(test.classes).toHaveLength(10);
});

it('takes the classes from classes.txt', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];
  const folder = await folderWith({ ...plain, 'classes.txt': `${names.join('\r\n')}\n\n` });
  expect((await loadDatasetFolder(folder)).train.classes).toEqual(names);
  const tooFew = await folderWith({ ...plain, 'classes.txt': 'a\nb' });
  expect(await codeOf(() => loadDatasetFolder(tooFew))).toBe('SHADEGRAD_IDX_LABEL');
});

it('names what is missing', async () => {
  const { 'train-labels-idx1-ubyte': _, ...three } = plain;
  const folder = await folderWith(three);
  const error = await errorOf(() => loadDatasetFolder(folder));
  expect(error.code).toBe('SHADEGRAD_DATA_MISSING');
  expect(error.message).toContain('lacks train-labels-idx1-ubyte (plain or .gz)');
  expect(await codeOf(() => loadDatasetFolder(path.join(folder, 'nowhere')))).toBe('SHADEGRAD_DATA_MISSING');
});

it.each<[string, Readonly<Record<string, Uint8Array>>, string]>([
  [
    'a truncated file',
    { 'train-images-idx3-ubyte': tinyFiles.trainImages.subarray(0, 20) },
    'SHADEGRAD_IDX_TRUNCATED',
  ],
  [
    'a file that is not IDX',
    { 't10k-images-idx3-ubyte': new Uint8Array(30).fill(65) },
    'SHADEGRAD_IDX_MAGIC',
  ],
  [
    'label 255',
    { 't10k-labels-idx1-ubyte': encodeIdx({ shape: [2], data: Uint8Array.of(0, 255) }) },
    'SHADEGRAD_IDX_LABEL',
  ],
  ['labels of another set', { 'train-labels-idx1-ubyte': tinyFiles.testLabels }, 'SHADEGRAD_IDX_COUNT'],
  [
    'gzip cut short',
    { 'train-images-idx3-ubyte': gzipSync(tinyFiles.trainImages).subarray(0, 25) },
    'SHADEGRAD_GZIP',
  ],
  [
    'training and test pictures of different size',
    { 't10k-images-idx3-ubyte': encodeIdx({ shape: [2, 1, 3], data: new Uint8Array(6) }) },
    'SHADEGRAD_IDX_DIMENSIONS',
  ],
])('refuses %s', async (_, change, code) => {
  const folder = await folderWith({ ...plain, ...change });
  expect(await codeOf(() => loadDatasetFolder(folder))).toBe(code);
});
