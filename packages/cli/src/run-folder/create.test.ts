import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRunFolder } from './create.js';

const NAME = '2026-11-22T14-03-11_quick_s7';

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
      const { paths } = await createRunFolder(parent, NAME);
      names.push(basename(paths.folder));
    }
    expect(names).toEqual([NAME, `${NAME}-2`, `${NAME}-3`]);
  });

  it('undoes what it made, and no more', async () => {
    const undone = await createRunFolder(join(root, 'new', 'runs'), NAME);
    await undone.undo();
    expect(await readdir(root)).toEqual([]);
    const kept = await createRunFolder(root, NAME);
    const other = await createRunFolder(root, 'other');
    await other.undo();
    expect(await readdir(root)).toEqual([basename(kept.paths.folder)]);
  });

  it.skipIf(process.platform === 'win32')(
    'leaves a read-only folder alone, even as administrator',
    async () => {
      await chmod(root, 0o555);
      await expect(createRunFolder(root, NAME)).rejects.toMatchObject({
        code: 'SHADEGRAD_RUN_READ_ONLY',
      });
      expect(await readdir(root)).toEqual([]);
    },
  );

  it('refuses a parent that is a file', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(createRunFolder(join(root, 'file'), NAME)).rejects.toMatchObject({
      code: 'SHADEGRAD_RUN_NOT_A_FOLDER',
    });
  });
});
