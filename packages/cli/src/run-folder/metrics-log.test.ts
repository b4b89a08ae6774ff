import { appendFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stamp } from '@shadegrad/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MetricsLog, readHistory, rewindLog } from './metrics-log.js';

let root: string;
let path: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'shadegrad-log-'));
  path = join(root, 'metrics.jsonl');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const step = (number: number) =>
  stamp({ type: 'step', step: number, epoch: 1, loss: 1 / number, accuracy: 0.5, learningRate: 0.001 });
const epochEnd = (epoch: number, atStep: number) =>
  stamp({ type: 'epoch_end', epoch, step: atStep, loss: 1, accuracy: 0.5, seconds: 1, imagesPerSecond: 600 });
const rollback = (from: number, to: { step: number; epoch: number }) =>
  stamp({ type: 'rollback', from, ...to, learningRate: 0.0005, reason: 'the loss is NaN' });
const progress = stamp({
  type: 'progress',
  step: 1,
  epoch: 1,
  stepInEpoch: 1,
  loss: 1,
  accuracy: 0.5,
  imagesPerSecond: 600,
});

function log(...events: Parameters<MetricsLog['append']>[0][]): void {
  const metrics = new MetricsLog(path);
  for (const event of events) metrics.append(event);
  metrics.close();
}

describe('metrics.jsonl', () => {
  it('keeps one event a line, except progress, and is appended to when opened again', async () => {
    log(step(1), progress);
    log(step(2));
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ schema: 1, type: 'step', step: 1 }),
      expect.objectContaining({ type: 'step', step: 2 }),
    ]);
  });

  it('is read even where a kill cut its last line short', async () => {
    log(step(1), step(2));
    await appendFile(path, '{"schema":1,"type":"st');
    expect((await readHistory(path)).steps.map(({ loss }) => loss)).toEqual([1, 0.5]);
  });

  it('goes back to a checkpoint: what was logged after it goes, and so does a torn last line', async () => {
    log(step(1), step(2), step(3));
    await appendFile(path, '{"type":"step","step":4');
    await rewindLog(path, { step: 2, epoch: 0 });
    log(step(3));
    expect((await readHistory(path)).steps.map(({ step }) => step)).toEqual([1, 2, 3]);
  });

  it('forgets the end of an epoch that the checkpoint after its last step had not validated', async () => {
    log(step(1), step(2), epochEnd(1, 2));
    await rewindLog(path, { step: 2, epoch: 1 });
    expect((await readHistory(path)).epochs).toHaveLength(1);
    await rewindLog(path, { step: 2, epoch: 0 });
    expect(await readHistory(path)).toMatchObject({ steps: [{ step: 1 }, { step: 2 }], epochs: [] });
  });

  it('is read as the run that it became where it went back', async () => {
    log(
      step(1),
      step(2),
      epochEnd(1, 2),
      step(3),
      step(4),
      epochEnd(2, 4),
      rollback(4, { step: 2, epoch: 1 }),
    );
    log(step(3), rollback(3, { step: 1, epoch: 0 }), step(2), epochEnd(1, 2));
    const { steps, epochs } = await readHistory(path);
    expect(steps.map(({ step }) => step)).toEqual([1, 2]);
    expect(epochs.map(({ epoch, step }) => [epoch, step])).toEqual([[1, 2]]);
  });

  it.each([
    { to: 'one from before the rollback', step: 1, left: 1, steps: [1] },
    { to: 'the one that it went back to', step: 2, left: 5, steps: [1, 2] },
    { to: 'one from after it', step: 3, left: 6, steps: [1, 2, 3] },
    { to: 'one of a step that both ways have', step: 4, left: 7, steps: [1, 2, 3, 4] },
    { to: 'one later than everything', step: 9, left: 8, steps: [1, 2, 3, 4, 5] },
  ])('of a run that rolled back goes back to $to', async ({ step: at, left, steps }) => {
    log(step(1), step(2), step(3), step(4), rollback(4, { step: 2, epoch: 0 }), step(3), step(4), step(5));
    await rewindLog(path, { step: at, epoch: 0 });
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(left + 1);
    expect((await readHistory(path)).steps.map(({ step }) => step)).toEqual(steps);
  });

  it('keeps a line that is no event where it stands, and reads past one without an end', async () => {
    log(step(1));
    await appendFile(path, `{"type":"step","step":"two"}\n${'x'.repeat(200_000)}\nnot JSON\n`);
    log(step(2));
    const before = await readFile(path, 'utf8');
    expect((await readHistory(path)).steps.map(({ step }) => step)).toEqual([1, 2]);
    await rewindLog(path, { step: 2, epoch: 0 });
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it.skipIf(process.platform === 'win32')('is never followed to another file', async () => {
    await writeFile(join(root, 'other'), 'kept');
    await symlink(join(root, 'other'), path);
    expect(() => log(step(1))).toThrow(/ELOOP/);
    await expect(readHistory(path)).rejects.toThrow(/ELOOP/);
    await expect(rewindLog(path, { step: 0, epoch: 0 })).rejects.toThrow(/ELOOP/);
    expect(await readFile(join(root, 'other'), 'utf8')).toBe('kept');
  });

  it.runIf(process.platform === 'linux')('says that the disk is full, and keeps silent then', () => {
    const full = new MetricsLog('/dev/full');
    expect(() => full.append(step(1))).toThrowError(
      expect.objectContaining({ code: 'SHADEGRAD_RUN_DISK_FULL' }),
    );
    full.append(step(2));
    full.close();
  });

  it('has no history before its first event', async () => {
    expect(await readHistory(path)).toEqual({ steps: [], epochs: [] });
  });
});
