// Same seed, same adapter, same build: same bits, whether a run is repeated, made in another process, or stopped and
// resumed.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readSafetensors, type TrainerState, type Weights, writeSafetensors } from '@shadegrad/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { fingerprint, newTrainer, train, uninterruptedRun } from './support/determinism-run.js';

/** Milliseconds; a software driver that has never seen these kernels takes its time. */
const COMPILING = 600_000;
const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** The state as a checkpoint holds it: two files and JSON. */
function throughFiles({ weights, optimizer, progress }: TrainerState): TrainerState {
  return {
    weights: throughFile(weights),
    optimizer: throughFile(optimizer),
    progress: JSON.parse(JSON.stringify(progress)),
  };
}

function throughFile(tensors: Weights): Weights {
  return readSafetensors(writeSafetensors([...tensors].map(([name, tensor]) => ({ name, ...tensor }))));
}

describe('twenty steps of the classic network make the same bits', { timeout: COMPILING }, () => {
  let expected: string;

  beforeAll(async () => {
    expected = await uninterruptedRun();
  }, COMPILING);

  test('twice in one process', async () => {
    expect(await uninterruptedRun()).toBe(expected);
  });

  test('in two processes', async () => {
    const script = [path('support/run-typescript.mjs'), path('support/determinism-run.ts')];
    const { stdout } = await promisify(execFile)(process.execPath, script);
    expect(stdout.trim()).toBe(expected);
  });

  // Between epochs, and in the midst of the first.
  test.each([10, 3])('stopped after step %i and resumed by another trainer', async (stopAt) => {
    const stopped = await newTrainer();
    await train(stopped, { stopAt });
    expect(stopped.step).toBeGreaterThanOrEqual(stopAt);
    expect(stopped.step).toBeLessThan(20);
    const state = throughFiles(await stopped.state());
    expect(fingerprint(state)).not.toBe(expected);
    stopped.destroy();

    const resumed = await newTrainer();
    resumed.restore(state);
    await train(resumed);
    expect(resumed.step).toBe(20);
    expect(fingerprint(await resumed.state())).toBe(expected);
    resumed.destroy();
  });
});
