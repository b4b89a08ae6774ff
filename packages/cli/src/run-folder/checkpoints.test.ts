import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_NETWORK, sampleState } from '../testing/sample-state.js';
import {
  CheckpointWriter,
  listCheckpoints,
  readBest,
  readCheckpoint,
  readNewestCheckpoint,
} from './checkpoints.js';
import { runPaths, type RunPaths } from './paths.js';

let paths: RunPaths;
beforeEach(async () => {
  paths = runPaths(await mkdtemp(join(tmpdir(), 'shadegrad-checkpoints-')));
});
afterEach(() => rm(paths.folder, { recursive: true, force: true }));

const open = (keep = 3, position = { step: 0, epoch: 0 }): Promise<CheckpointWriter> =>
  CheckpointWriter.open(paths, SAMPLE_NETWORK, { keep, position });

/** Checkpoints after each of `steps`, and the best weights after each of `best`, as a run would write them. */
async function write(steps: readonly number[], best: readonly number[] = []): Promise<void> {
  const writer = await open();
  let newest;
  for (const step of steps) {
    const state = sampleState(step);
    if (best.includes(step)) {
      const score = { step, epoch: state.progress.epoch, validationLoss: 1 / step };
      ({ best: newest } = await writer.writeBest(state.weights, score));
    }
    await writer.write({ state, best: newest });
  }
}

const names = async (): Promise<string[]> => (await listCheckpoints(paths)).map(({ path }) => basename(path));

describe('checkpoints', () => {
  it('come back bit for bit', async () => {
    await write([5], [5]);
    const read = await readNewestCheckpoint(paths);
    expect(read?.state).toEqual(sampleState(5));
    expect(read?.best).toMatchObject({ step: 5, epoch: 1, validationLoss: 0.2 });
    expect(await readBest(paths)).toEqual(sampleState(5).weights);
  });

  it('are the last few; the best weights that one of them names stay as well', async () => {
    await write([1, 2, 3, 4, 5, 9, 10], [2]);
    expect(await names()).toEqual(['step-000010-epoch-2', 'step-000009-epoch-2', 'step-000005-epoch-1']);
    expect(await readdir(paths.best)).toEqual(['step-000002.safetensors']);
    expect(await readBest(paths)).toEqual(sampleState(2).weights);
  });

  it('of a run that goes on from an earlier one are made anew, with what was best by then', async () => {
    await write([1, 2, 3], [1, 3]);
    const writer = await open(3, { step: 2, epoch: 0 });
    expect(await names()).toEqual(['step-000002-epoch-0', 'step-000001-epoch-0']);
    expect(await readBest(paths)).toEqual(sampleState(1).weights);
    await writer.write({ state: sampleState(3) });
    expect(await names()).toHaveLength(3);
  });

  it('of later steps go once a run that went back has one of that step, and so do later best weights', async () => {
    await write([1, 2, 5, 6], [2, 6]);
    const best = (await readNewestCheckpoint(paths))?.best;
    const writer = await open(3, { step: 6, epoch: 1 });
    const earlier = (await readCheckpoint(join(paths.checkpoints, 'step-000002-epoch-0'))).best;
    expect([best?.step, earlier?.step]).toEqual([6, 2]);
    expect(await writer.rewind({ state: sampleState(4), best: earlier })).toEqual(earlier);
    expect(await names()).toEqual(['step-000004-epoch-1', 'step-000002-epoch-0']);
    expect(await readdir(paths.best)).toEqual(['step-000002.safetensors']);
    expect(await readBest(paths)).toEqual(sampleState(2).weights);
  });

  it('of a run that went back name no best weights whose file is gone', async () => {
    const writer = await open(1);
    let first;
    for (const step of [1, 2]) {
      const { weights } = sampleState(step);
      const { best } = await writer.writeBest(weights, { step, epoch: 0, validationLoss: 1 / step });
      first ??= best;
      await writer.write({ state: sampleState(step), best });
    }
    expect(await writer.rewind({ state: sampleState(1), best: first })).toBeUndefined();
    expect(await names()).toEqual(['step-000001-epoch-0']);
    expect(await readBest(paths)).toBeUndefined();
  });

  it('are checked by sha256sum as well', async () => {
    await write([1]);
    const [checkpoint] = await listCheckpoints(paths);
    const output = execFileSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: checkpoint?.path });
    expect(output.toString().match(/: OK$/gm)).toHaveLength(3);
  });

  it('are none in a new run, and no best weights', async () => {
    expect(await readNewestCheckpoint(paths)).toBeUndefined();
    expect(await readBest(paths)).toBeUndefined();
  });
});

describe('a damaged checkpoint', () => {
  const FILES = ['weights.safetensors', 'optimizer.safetensors', 'state.json', 'SHA256SUMS'];

  it.each(
    FILES.flatMap((file) => ['flip a bit', 'cut short', 'remove', 'empty'].map((harm) => [harm, file])),
  )('is passed over: %s of %s', async (harm, file) => {
    await write([1, 2]);
    const path = join(paths.checkpoints, 'step-000002-epoch-0', file);
    const bytes = await readFile(path);
    if (harm === 'remove') await rm(path);
    else if (harm === 'empty') await truncate(path, 0);
    else if (harm === 'cut short') await truncate(path, bytes.length - 70);
    else {
      bytes[10] = (bytes[10] ?? 0) ^ 1;
      await writeFile(path, bytes);
    }
    const told: string[] = [];
    const read = await readNewestCheckpoint(paths, ({ message }) => told.push(message));
    expect(read?.state).toEqual(sampleState(1));
    expect(told).toEqual([
      expect.stringContaining(`${join(paths.checkpoints, 'step-000002-epoch-0')} is damaged`),
    ]);
  });

  it('is an error where there is no other', async () => {
    await write([1, 2]);
    for (const { path } of await listCheckpoints(paths)) await rm(join(path, 'state.json'));
    await expect(readNewestCheckpoint(paths)).rejects.toMatchObject({
      code: 'SHADEGRAD_RUN_CHECKPOINT',
      message: expect.stringContaining('step-000002'),
    });
  });

  it('does not lead anywhere else: links are no part of a run', async () => {
    await write([1, 2]);
    const outside = join(paths.folder, 'outside');
    const [newest] = await listCheckpoints(paths);
    await cp(newest?.path ?? '', outside, { recursive: true });
    await rm(newest?.path ?? '', { recursive: true });
    await symlink(outside, newest?.path ?? '');
    expect(await names()).toEqual(['step-000001-epoch-0']);

    await rm(newest?.path ?? '');
    await mkdir(newest?.path ?? '');
    for (const file of FILES) await symlink(join(outside, file), join(newest?.path ?? '', file));
    await expect(readCheckpoint(newest?.path ?? '')).rejects.toMatchObject({
      code: 'SHADEGRAD_RUN_CHECKPOINT',
      message: expect.stringContaining('ELOOP'),
    });
  });

  it('of best weights is told, and how to do without', async () => {
    await write([1], [1]);
    await truncate(join(paths.best, 'step-000001.safetensors'), 100);
    await expect(readBest(paths)).rejects.toMatchObject({
      code: 'SHADEGRAD_RUN_BEST',
      fix: expect.stringContaining('--best'),
    });
  });
});
