import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunLock } from './lock.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shadegrad-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Takes the lock and changes what it says of its owner. */
async function leaveLock(change: object): Promise<void> {
  await new RunLock().take(folder);
  const [name = ''] = await readdir(folder);
  const owner: object = JSON.parse(await readFile(join(folder, name), 'utf8'));
  await writeFile(join(folder, name), JSON.stringify({ ...owner, ...change }));
}

const taken = { code: 'SHADEGRAD_RUN_LOCKED', message: expect.stringContaining(`process ${process.pid}`) };

describe('the lock of a run folder', () => {
  it('is held by one at a time, and left without a trace', async () => {
    const [first, second] = [new RunLock(), new RunLock()];
    await first.take(folder);
    await expect(second.take(folder)).rejects.toMatchObject(taken);
    expect(await readdir(folder)).toHaveLength(1);
    await first.release();
    await second.take(folder);
    await second.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is never held twice, however many come at once', async () => {
    for (let round = 0; round < 20; round++) {
      const locks = Array.from({ length: 8 }, () => new RunLock());
      const results = await Promise.allSettled(locks.map((lock) => lock.take(folder)));
      expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
      for (const lock of locks) await lock.release();
    }
  });

  it('of a process that has ended is taken over', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await leaveLock({ pid: child.pid });
    await new RunLock().take(folder);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it
    .runIf(process.platform === 'linux')
    .each([{ started: '1' }, { boot: 'an earlier start of the machine' }])(
    'of an earlier process of the same number is taken over: %j',
    async (change) => {
      await leaveLock(change);
      await new RunLock().take(folder);
      expect(await readdir(folder)).toHaveLength(1);
    },
  );

  it('of a process elsewhere counts, since nothing can be known of it', async () => {
    await leaveLock({ machine: 'another' });
    await expect(new RunLock().take(folder)).rejects.toMatchObject({
      code: 'SHADEGRAD_RUN_LOCKED',
      message: expect.stringContaining('on another'),
      fix: expect.stringContaining('remove'),
    });
  });

  it('that a crash of the machine has left empty is taken over', async () => {
    await new RunLock().take(folder);
    const [name = ''] = await readdir(folder);
    await writeFile(join(folder, name), '');
    await writeFile(join(folder, `${name}.next`), '');
    await new RunLock().take(folder);
    expect(await readdir(folder)).toHaveLength(1);
  });
});
