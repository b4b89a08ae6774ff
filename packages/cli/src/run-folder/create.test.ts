import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRunFolder, runFolderName } from './create.js';

const started = new Date('2026-11-22T14:03:11.987Z');

describe('the name of a run folder', () => {
  it('tells when, what and with which seed', () => {
    expect(runFolderName({ model: 'keras', seed: 42, started })).toBe('2026-11-22T14-03-11_keras_s42');
  });

  it.each([
    ['my model (v2)', 'my-model-v2'],
    ['../../etc/passwd', 'etc-passwd'],
    ['...', 'model'],
    ['réseau', 'réseau'],
  ])('makes a safe name of a model called %s', (model, safe) => {
    expect(runFolderName({ model, seed: 1, started })).toBe(`2026-11-22T14-03-11_${safe}_s1`);
  });
});

describe('making a run folder', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'shadegrad-create-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('makes the parent, and never gives two runs the same folder', async () => {
    const parent = join(root, 'deep', 'runs');
    const names = [];
    for (let run = 0; run < 3; run += 1) {
      const { paths } = await createRunFolder(parent, { model: 'quick', seed: 7, started });
      names.push(basename(paths.folder));
    }
    const name = '2026-11-22T14-03-11_quick_s7';
    expect(names).toEqual([name, `${name}-2`, `${name}-3`]);
  });

  it('undoes what it made, and no more', async () => {
    const undone = await createRunFolder(join(root, 'new', 'runs'), { model: 'quick', seed: 7, started });
    await undone.undo();
    expect(await readdir(root)).toEqual([]);
    const kept = await createRunFolder(root, { model: 'quick', seed: 7, started });
    const other = await createRunFolder(root, { model: 'quick', seed: 8, started });
    await other.undo();
    expect(await readdir(root)).toEqual([basename(kept.paths.folder)]);
  });

  it.skipIf(process.platform === 'win32')(
    'leaves a read-only folder alone, even as administrator',
    async () => {
      await chmod(root, 0o555);
      await expect(createRunFolder(root, { model: 'quick', seed: 7, started })).rejects.toMatchObject({
        code: 'SHADEGRAD_RUN_READ_ONLY',
      });
      expect(await readdir(root)).toEqual([]);
    },
  );

  it('refuses a parent that is a file', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(
      createRunFolder(join(root, 'file'), { model: 'quick', seed: 7, started }),
    ).rejects.toMatchObject({ code: 'SHADEGRAD_RUN_NOT_A_FOLDER' });
  });
});
