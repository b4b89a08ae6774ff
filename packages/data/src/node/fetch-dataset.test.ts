import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { codeOf, errorOf } from '../testing/error-code.js';
import { serveFiles, type FileServer } from '../testing/file-server.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { tinyDataset, tinyFiles, tinyMirror } from '../testing/tiny-dataset.js';
import { fetchDataset, fetchFiles } from './fetch-dataset.js';

async function mirror(): Promise<FileServer> {
  const server = await serveFiles(tinyMirror());
  onTestFinished(() => server.close());
  return server;
}

it('fetches the four files once, and then finds them in the cache', async () => {
  const server = await mirror();
  const env = { SHADEGRAD_CACHE: await temporaryFolder() };
  const first = await fetchFiles(tinyDataset, { env, mirrors: [server.url] });
  expect(first.downloaded).toHaveLength(4);
  expect(first.folder).toBe(path.join(env.SHADEGRAD_CACHE, 'datasets', 'tiny'));
  const second = await fetchFiles(tinyDataset, { env, mirrors: [server.url] });
  expect(second.downloaded).toEqual([]);
  expect(server.requests).toHaveLength(4);
});

it('replaces a file of the cache that was damaged, and only that one', async () => {
  const server = await mirror();
  const options = { env: {}, cache: await temporaryFolder(), mirrors: [server.url] };
  const { folder } = await fetchFiles(tinyDataset, options);
  const damaged = path.join(folder, 't10k-labels-idx1-ubyte');
  const bytes = await readFile(damaged);
  bytes[bytes.length - 1] = 77;
  await writeFile(damaged, bytes);
  const { downloaded } = await fetchFiles(tinyDataset, options);
  expect(downloaded).toEqual([`${server.url}t10k-labels-idx1-ubyte.gz`]);
  expect(new Uint8Array(await readFile(damaged))).toEqual(tinyFiles.testLabels);
});

it('downloads from the folder of that name at SHADEGRAD_MIRROR', async () => {
  const server = await mirror();
  const env = { SHADEGRAD_CACHE: await temporaryFolder(), SHADEGRAD_MIRROR: `${server.url}all` };
  await fetchFiles(tinyDataset, { env });
  expect(server.requests[0]?.path).toBe('/all/tiny/train-images-idx3-ubyte.gz');
});

it('refuses the wrong dataset from a mirror', async () => {
  const server = await mirror();
  const cache = await temporaryFolder();
  const error = await errorOf(() => fetchDataset('mnist', { env: {}, cache, mirrors: [server.url] }));
  expect(error.code).toBe('SHADEGRAD_DATA_DOWNLOAD');
  expect(error.message).toContain('wrong checksum');
});

it('uses no network when SHADEGRAD_OFFLINE is set', async () => {
  const server = await mirror();
  const env = { SHADEGRAD_CACHE: await temporaryFolder(), SHADEGRAD_OFFLINE: '1' };
  expect(await codeOf(() => fetchFiles(tinyDataset, { env, mirrors: [server.url] }))).toBe(
    'SHADEGRAD_DATA_DOWNLOAD',
  );
  expect(server.requests).toEqual([]);
});
