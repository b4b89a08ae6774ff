import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeFolder, removeLeftovers, writeFileAtomically, writeFolderAtomically } from './atomic.js';

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

describe('writing a folder', () => {
  it('makes it with exactly these files', async () => {
    const path = join(root, 'step-1');
    await writeFolderAtomically(path, { 'weights.bin': new Uint8Array([1, 2]), 'state.json': '{}' });
    expect(await readdir(root)).toEqual(['step-1']);
    expect((await readdir(path)).toSorted()).toEqual(['state.json', 'weights.bin']);
    expect([...(await readFile(join(path, 'weights.bin')))]).toEqual([1, 2]);
  });

  it('leaves nothing behind when a file cannot be written', async () => {
    const path = join(root, 'step-1');
    await expect(writeFolderAtomically(path, { state: 'new', 'no/such/folder': '' })).rejects.toMatchObject({
      code: 'SHADEGRAD_RUN_WRITE',
      message: expect.stringContaining('ENOENT'),
    });
    expect(await readdir(root)).toEqual([]);
  });

  it('never touches a folder that is there', async () => {
    const path = join(root, 'step-1');
    await writeFolderAtomically(path, { state: 'old' });
    await expect(writeFolderAtomically(path, { state: 'new' })).rejects.toThrow(
      /ENOTEMPTY|EEXIST|EPERM|in the way/,
    );
    expect(await readFile(join(path, 'state'), 'utf8')).toBe('old');
    expect(await readdir(root)).toEqual(['step-1']);
  });
});

describe('removing', () => {
  it('takes a folder away, and what a dead process left half done', async () => {
    await writeFolderAtomically(join(root, 'step-1'), { state: '' });
    await removeFolder(join(root, 'step-1'));
    await mkdir(join(root, '.step-2.next'));
    await mkdir(join(root, '.step-1.old'));
    await mkdir(join(root, '.git'));
    await removeLeftovers(root);
    expect(await readdir(root)).toEqual(['.git']);
  });
});
