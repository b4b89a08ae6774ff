import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { datasetFileNames, datasetFileRoles, knownDatasets } from '../known-datasets.js';
import { codeOf, errorOf } from '../testing/error-code.js';
import { notFound, serveFiles } from '../testing/file-server.js';
import { mnistFolder, whySkipped } from '../testing/real-mnist.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { tinyFiles, tinyMirror } from '../testing/tiny-dataset.js';
import { findFiles, readDataFile, requireAllFiles } from './dataset-folder.js';
import { describeOrigin, loadDataset } from './load-dataset.js';
import { verifyDataset } from './verify-dataset.js';

const synthetic = { train: 20, test: 10, seed: 3 };

async function tinyFolder(): Promise<string> {
  const folder = await temporaryFolder();
  for (const role of datasetFileRoles)
    await writeFile(path.join(folder, datasetFileNames[role]), tinyFiles[role]);
  return folder;
}

/** A mirror that has nothing, as a machine without network sees it. */
async function noMirror(): Promise<string> {
  const server = await serveFiles(tinyMirror(), notFound);
  onTestFinished(() => server.close());
  return server.url;
}

describe('loadDataset', () => {
  it('loads a folder that was named, before all else', async () => {
    const source = await tinyFolder();
    const { train, origin } = await loadDataset({ source, env: { SHADEGRAD_DATA: '/elsewhere' } });
    expect(train.labels).toHaveLength(3);
    expect(origin).toEqual({ kind: 'folder', path: source, chosenBy: 'argument' });
  });

  it('loads SHADEGRAD_DATA when nothing was named, or its subfolder mnist', async () => {
    const folder = await tinyFolder();
    const direct = await loadDataset({ env: { SHADEGRAD_DATA: folder } });
    expect(direct.origin).toEqual({ kind: 'folder', path: folder, chosenBy: 'SHADEGRAD_DATA' });
    const parent = await temporaryFolder();
    await cp(folder, path.join(parent, 'mnist'), { recursive: true });
    const nested = await loadDataset({ env: { SHADEGRAD_DATA: parent } });
    expect(nested.origin).toEqual({
      kind: 'folder',
      path: path.join(parent, 'mnist'),
      chosenBy: 'SHADEGRAD_DATA',
    });
  });

  it('refuses a SHADEGRAD_DATA that has no data rather than use something else', async () => {
    const empty = await temporaryFolder();
    expect(await codeOf(() => loadDataset({ env: { SHADEGRAD_DATA: empty } }))).toBe(
      'SHADEGRAD_DATA_MISSING',
    );
    const gone = path.join(empty, 'gone');
    expect(await codeOf(() => loadDataset({ env: { SHADEGRAD_DATA: gone } }))).toBe('SHADEGRAD_DATA_MISSING');
  });

  it('finds a known dataset in the subfolder of SHADEGRAD_DATA that bears its name', async () => {
    const parent = await temporaryFolder();
    await cp(await tinyFolder(), path.join(parent, 'fashion-mnist'), { recursive: true });
    const { origin } = await loadDataset({ source: 'fashion-mnist', env: { SHADEGRAD_DATA: parent } });
    expect(origin).toMatchObject({ kind: 'folder', path: path.join(parent, 'fashion-mnist') });
  });

  it('draws synthetic digits when they are named, and needs no reason for it', async () => {
    const { train, test, origin } = await loadDataset({ source: 'synthetic', synthetic, env: {} });
    expect([train.labels.length, test.labels.length]).toEqual([20, 10]);
    expect(origin).toEqual({ kind: 'synthetic', seed: 3 });
  });

  it('draws synthetic digits when nothing was named and nothing can be had, and says why', async () => {
    const env = { SHADEGRAD_CACHE: await temporaryFolder(), SHADEGRAD_MIRROR: await noMirror() };
    const { train, origin } = await loadDataset({ synthetic, env });
    expect(train.name).toBe('synthetic-digits');
    expect(origin).toMatchObject({ kind: 'synthetic', reason: expect.stringContaining('answered 404') });
    expect(describeOrigin(origin)).toMatch(
      /^synthetic digits \(seed 3\), because train-images-idx3-ubyte could not/,
    );
  });

  it('gives up an unreachable network by itself, without naming a timeout', async () => {
    // 192.0.2.0/24 is set aside for documentation: no machine answers there, so only the timeout ends the wait.
    const env = { SHADEGRAD_CACHE: await temporaryFolder(), SHADEGRAD_MIRROR: 'http://192.0.2.1/' };
    const { origin } = await loadDataset({ synthetic, env });
    expect(origin).toMatchObject({ kind: 'synthetic', reason: expect.stringContaining('192.0.2.1') });
  }, 10_000);

  it('never puts synthetic digits in the place of what was named', async () => {
    const env = { SHADEGRAD_CACHE: await temporaryFolder(), SHADEGRAD_MIRROR: await noMirror() };
    for (const source of ['mnist', 'fashion-mnist']) {
      expect(await codeOf(() => loadDataset({ source, synthetic, env }))).toBe('SHADEGRAD_DATA_DOWNLOAD');
    }
    const error = await errorOf(() => loadDataset({ source: 'minst', env }));
    expect(error.code).toBe('SHADEGRAD_DATA_MISSING');
    expect(error.fix).toContain('mnist, fashion-mnist, synthetic');
  });

  it('stops with the reason of its signal, and does not draw digits instead', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(loadDataset({ signal, synthetic, env: {} })).rejects.toThrow('enough');
  });
});

describe.skipIf(mnistFolder === '')(`with real MNIST${whySkipped}`, () => {
  it('recognises MNIST, whatever the folder is called', async () => {
    const folder = path.join(await temporaryFolder(), 'downloads');
    await symlink(path.resolve(mnistFolder), folder);
    const { train, test } = await loadDataset({ source: folder });
    expect([train.name, train.labels.length, test.labels.length]).toEqual(['mnist', 60_000, 10_000]);
    const named = await loadDataset({ source: 'mnist', env: { SHADEGRAD_DATA: folder } });
    expect(named.origin).toEqual({ kind: 'folder', path: folder, chosenBy: 'SHADEGRAD_DATA' });
  });

  it('verifies each file byte for byte', async () => {
    const { dataset, files } = await verifyDataset(mnistFolder);
    expect(dataset).toBe('mnist');
    expect(files.map(({ status }) => status)).toEqual(['verified', 'verified', 'verified', 'verified']);
  });

  it('downloads MNIST when nothing was named, and finds it in the cache from then on', async () => {
    const files = requireAllFiles(await findFiles(mnistFolder), mnistFolder);
    const mirror = new Map<string, Uint8Array>();
    for (const role of datasetFileRoles) {
      const bytes = await readDataFile(files[role]);
      mirror.set(`${datasetFileNames[role]}.gz`, gzipSync(bytes, { level: 1 }));
    }
    const server = await serveFiles(mirror);
    onTestFinished(() => server.close());
    const env = { SHADEGRAD_CACHE: await temporaryFolder(), SHADEGRAD_MIRROR: server.url };
    const first = await loadDataset({ env });
    expect(first.origin).toMatchObject({ kind: 'download', urls: { length: 4 } });
    expect(describeOrigin(first.origin)).toContain('a download from 127.0.0.1');
    const second = await loadDataset({ env: { ...env, SHADEGRAD_OFFLINE: '1' } });
    expect(second.origin).toEqual({
      kind: 'cache',
      path: path.join(env.SHADEGRAD_CACHE, 'datasets', 'mnist'),
    });
    expect(second.test.labels).toEqual(first.test.labels);
    const stored = await readFile(
      path.join(env.SHADEGRAD_CACHE, 'datasets', 'mnist', 'train-images-idx3-ubyte'),
    );
    expect(stored).toHaveLength(knownDatasets.mnist.files.trainImages.bytes);
  });

  it('refuses pictures of MNIST with one pixel changed', async () => {
    const folder = await temporaryFolder();
    await mkdir(folder, { recursive: true });
    const files = requireAllFiles(await findFiles(mnistFolder), mnistFolder);
    for (const role of datasetFileRoles) {
      const bytes = (await readDataFile(files[role])).slice();
      if (role === 'testImages') bytes[5_000] = 1 + (bytes[5_000] ?? 0);
      await writeFile(path.join(folder, datasetFileNames[role]), bytes);
    }
    const check = await verifyDataset(folder);
    expect(check.dataset).toBe('mnist');
    expect(check.files[2]).toMatchObject({ status: 'damaged', error: { code: 'SHADEGRAD_DATA_CHECKSUM' } });
    expect(check.sound).toBe(false);
  });
});
