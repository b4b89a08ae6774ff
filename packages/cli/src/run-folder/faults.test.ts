// Every call of the file layer fails in turn: what was kept before is still whole, and the error names the cause.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ShadegradError, stamp } from '@shadegrad/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fault, FaultyFiles } from '../testing/file-faults.js';
import { SAMPLE_NETWORK, sampleState } from '../testing/sample-state.js';
import { writeFileAtomically } from './atomic.js';
import { CheckpointWriter, listCheckpoints, readBest, readNewestCheckpoint } from './checkpoints.js';
import { RunLock } from './lock.js';
import { MetricsLog, readHistory, rewindLog } from './metrics-log.js';
import { runPaths, type RunPaths } from './paths.js';

const files: FaultyFiles = await vi.hoisted(async () => {
  const { FaultyFiles } = await import('../testing/file-faults.js');
  return new FaultyFiles();
});
vi.mock('node:fs/promises', async (original) => files.wrap(await original()));

let paths: RunPaths;
beforeEach(async () => {
  files.arm();
  paths = runPaths(await mkdtemp(join(tmpdir(), 'shadegrad-faults-')));
});
afterEach(async () => {
  files.arm();
  await rm(paths.folder, { recursive: true, force: true });
});

const open = (step: number): Promise<CheckpointWriter> =>
  CheckpointWriter.open(paths, SAMPLE_NETWORK, { keep: 2, position: { step, epoch: Math.floor(step / 4) } });

/** Writes best weights and a checkpoint that names them. */
async function keep(writer: CheckpointWriter, step: number): Promise<void> {
  const state = sampleState(step);
  const score = { step, epoch: state.progress.epoch, validationLoss: 1 / step };
  const { best } = await writer.writeBest(state.weights, score);
  await writer.write({ state, best });
}

const CAUSES = [
  ['ENOSPC', 'SHADEGRAD_RUN_DISK_FULL', 'the disk is full'],
  ['EIO', 'SHADEGRAD_RUN_WRITE', 'i/o error'],
  ['EROFS', 'SHADEGRAD_RUN_READ_ONLY', 'read-only'],
] as const;

/** How many calls `task` makes when nothing fails. */
async function countCalls(task: () => Promise<unknown>): Promise<number> {
  files.arm();
  await task();
  const { length } = files.calls;
  files.arm();
  return length;
}

/** What `task` throws with this fault. Only errors from clean-up after the work was done may be passed over. */
async function failure(fault: Fault, task: () => Promise<unknown>): Promise<unknown> {
  files.arm(fault);
  try {
    await task();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    files.arm();
  }
}

describe.each(CAUSES)('%s', (code, told, words) => {
  it.each([true, false])('while a checkpoint is written, from then on: %s', async (lasts) => {
    let writer = await open(0);
    for (const step of [1, 2, 3]) await keep(writer, step);
    const calls = await countCalls(() => keep(writer, 4));
    expect(calls).toBeGreaterThan(30);

    let last = 4;
    for (let at = 1; at <= calls; at++) {
      const next = last + 1;
      const error = await failure({ at, code, lasts }, () => keep(writer, next));
      expect(error, `call ${at}`).toBeInstanceOf(ShadegradError);
      expect(error).toMatchObject({ code: told, message: expect.stringContaining(words) });
      expect(error).toMatchObject({ message: expect.stringContaining(paths.folder) });

      // Another process goes on: the last checkpoint is whole, be it the old one or, if only clean-up failed, the new.
      const newest = await readNewestCheckpoint(paths, (damaged) => {
        throw damaged;
      });
      const step = newest?.state.progress.step ?? 0;
      expect([last, next]).toContain(step);
      expect(newest?.state).toEqual(sampleState(step));
      expect(await readBest(paths)).toEqual(sampleState(step).weights);

      writer = await open(step);
      await keep(writer, step + 1);
      last = step + 1;
      expect((await listCheckpoints(paths)).map(({ step }) => step)).toEqual([last, step]);
      expect(
        (await readdir(paths.checkpoints))
          .concat(await readdir(paths.best))
          .toSorted()
          .join(),
      ).not.toMatch(/next|old/);
    }
  });

  it('while a run that goes on opens its folder', async () => {
    const writer = await open(0);
    for (const step of [1, 2, 3]) await keep(writer, step);
    const calls = await countCalls(() => open(3));
    for (let at = 1; at <= calls; at++) {
      const error = await failure({ at, code, lasts: true }, () => open(2));
      expect(error).toMatchObject({ code: told, message: expect.stringContaining(words) });
      const read = await readNewestCheckpoint(paths);
      expect(read?.state).toEqual(sampleState(read?.state.progress.step ?? 0));
    }
  });

  it('while a file is replaced', async () => {
    const path = join(paths.folder, 'config.json');
    await writeFileAtomically(path, 'old');
    const calls = await countCalls(() => writeFileAtomically(path, 'old'));
    for (let at = 1; at <= calls; at++) {
      const error = await failure({ at, code, lasts: false }, () => writeFileAtomically(path, 'new'));
      expect(error).toMatchObject({ code: told, message: expect.stringContaining(words) });
      expect(await readFile(path, 'utf8')).toMatch(/^(old|new)$/);
      expect(await readdir(paths.folder)).toEqual(['config.json']);
      await writeFileAtomically(path, 'old');
    }
  });

  it('while the log goes back to a checkpoint', async () => {
    const log = new MetricsLog(paths.metrics);
    for (const step of [1, 2, 3]) {
      log.append(stamp({ type: 'step', step, epoch: 1, loss: 1, accuracy: 0, learningRate: 1 }));
    }
    log.close();
    const calls = await countCalls(() => rewindLog(paths.metrics, { step: 3, epoch: 1 }));
    for (let at = 1; at <= calls; at++) {
      const error = await failure({ at, code, lasts: false }, () =>
        rewindLog(paths.metrics, { step: 2, epoch: 1 }),
      );
      expect(error).toBeInstanceOf(Error);
      expect((await readHistory(paths.metrics)).steps.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('while the lock is taken', async () => {
    const lock = new RunLock();
    const calls = await countCalls(() => lock.take(paths.folder));
    await lock.release();
    for (let at = 1; at <= calls; at++) {
      const error = await failure({ at, code, lasts: false }, () => new RunLock().take(paths.folder));
      expect(error).toMatchObject({ code: told, message: expect.stringContaining(words) });
      const next = new RunLock();
      await next.take(paths.folder);
      await next.release();
      expect(await readdir(paths.folder)).toEqual([]);
    }
  });
});
