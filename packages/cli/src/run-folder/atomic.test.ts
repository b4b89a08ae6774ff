import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recoverFolder, replaceFolder, writeFileAtomically } from './atomic.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'shadegrad-atomic-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('writing a file', () => {
  it('replaces what was there and leaves nothing else behind', async () => {
    const path = join(root, 'evaluation.json');
    await writeFileAtomically(path, 'old');
    await writeFileAtomically(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(root)).toEqual(['evaluation.json']);
  });

  it('keeps the old file and cleans up when the new one cannot take its place', async () => {
    const path = join(root, 'taken');
    await mkdir(path);
    await writeFile(join(path, 'inside'), 'kept');
    await expect(writeFileAtomically(path, 'new')).rejects.toThrow(
      /EISDIR|EEXIST|EPERM|not a folder|in the way/,
    );
    expect(await readFile(join(path, 'inside'), 'utf8')).toBe('kept');
    expect(await readdir(root)).toEqual(['taken']);
  });

  it('says that a file is in the way of a folder', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(writeFileAtomically(join(root, 'file', 'x'), '')).rejects.toMatchObject({
      code: 'SHADEGRAD_RUN_NOT_A_FOLDER',
      fix: expect.stringContaining('--out'),
    });
  });
});

describe('replacing a folder', () => {
  it('leaves exactly the new files', async () => {
    const path = join(root, 'checkpoint');
    await replaceFolder(path, { 'weights.bin': new Uint8Array([1, 2]), 'old.json': '{}' });
    await replaceFolder(path, { 'weights.bin': new Uint8Array([3]) });
    expect(await readdir(root)).toEqual(['checkpoint']);
    expect(await readdir(path)).toEqual(['weights.bin']);
    expect([...(await readFile(join(path, 'weights.bin')))]).toEqual([3]);
  });

  it('keeps the old folder when a new file cannot be written', async () => {
    const path = join(root, 'checkpoint');
    await replaceFolder(path, { state: 'old' });
    await expect(replaceFolder(path, { state: 'new', 'no/such/folder': '' })).rejects.toThrow('ENOENT');
    expect(await readFile(join(path, 'state'), 'utf8')).toBe('old');
    expect(await readdir(root)).toEqual(['checkpoint']);
  });
});

describe('recovering from a process that died', () => {
  it('puts the previous folder back when the new one had not arrived', async () => {
    const path = join(root, 'checkpoint');
    await replaceFolder(path, { state: 'complete' });
    await rename(path, `${path}.previous`);
    await mkdir(`${path}.next`);
    await recoverFolder(path);
    expect(await readFile(join(path, 'state'), 'utf8')).toBe('complete');
    expect(await readdir(root)).toEqual(['checkpoint']);
  });

  it('keeps the new folder when only the clean-up was missing', async () => {
    const path = join(root, 'checkpoint');
    await replaceFolder(path, { state: 'new' });
    await mkdir(`${path}.previous`);
    await recoverFolder(path);
    expect(await readFile(join(path, 'state'), 'utf8')).toBe('new');
    expect(await readdir(root)).toEqual(['checkpoint']);
  });
});
