// The command whose weights break in mid-run and that goes back: what it leaves behind is one run, also where it was killed
// on the way.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBest, readNewestCheckpoint } from '../packages/cli/src/run-folder/checkpoints.js';
import { readHistory } from '../packages/cli/src/run-folder/metrics-log.js';
import { runPaths } from '../packages/cli/src/run-folder/paths.js';
import { buildCli, jsonLines, type RunOptions, shadegrad, SMALL_MODEL, writeDigits } from './support/cli.js';

/** Milliseconds; a software driver that has never seen these kernels takes its time. */
const COMPILING = 300_000;
/** Ten an epoch. */
const STEPS = 40;

const folder = await mkdtemp(join(tmpdir(), 'shadegrad-rollback-'));
const preload = fileURLToPath(new URL('support/break-weights.mjs', import.meta.url));
const breaking = { NODE_OPTIONS: `--import=${preload}`, WEIGHTS_BROKEN_AT: '12' };

beforeAll(async () => {
  await buildCli();
  await writeDigits(join(folder, 'digits'), { train: 80, test: 40 });
  await writeFile(join(folder, 'small.json'), JSON.stringify(SMALL_MODEL));
}, COMPILING);
afterAll(() => rm(folder, { recursive: true, force: true }));

const SETTINGS =
  '--data digits --model small.json --batch-size 8 --epochs 4 --validation-split 0 --log-every 1 --checkpoint-every 3 --on-nan rollback --json';

const train = (out: string, options: RunOptions = {}) =>
  shadegrad(folder, ['train', ...SETTINGS.split(' '), '--out', out], { env: breaking, ...options });

async function onlyRun(out: string): Promise<string> {
  const [run = '', ...others] = await readdir(join(folder, out));
  expect(others).toEqual([]);
  return join(folder, out, run);
}

/** Each step and epoch once and in order, and checkpoints that are intact and belong to them. */
async function expectOneRun(run: string): Promise<void> {
  const paths = runPaths(run);
  const { steps, epochs } = await readHistory(paths.metrics);
  expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: STEPS }, (_, i) => i + 1));
  expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  expect(steps.every(({ loss }) => Number.isFinite(loss))).toBe(true);
  const newest = await readNewestCheckpoint(paths);
  expect(newest?.state.progress).toMatchObject({ step: STEPS, epoch: 4 });
  const losses = epochs.map(({ validationLoss = NaN }) => validationLoss);
  expect(newest?.best?.validationLoss).toBe(Math.min(...losses));
  expect(await readBest(paths)).toBeDefined();
}

const typesIn = async (run: string): Promise<unknown[]> =>
  jsonLines(await readFile(runPaths(run).metrics, 'utf8')).map(({ type }) => type);

test('a run that goes back leaves the run that it became', { timeout: COMPILING }, async () => {
  const { code } = await train('whole');
  expect(code).toBe(0);
  const run = await onlyRun('whole');
  const types = await typesIn(run);
  expect(types.filter((type) => type === 'diverged' || type === 'rollback')).toEqual([
    'diverged',
    'rollback',
  ]);
  await expectOneRun(run);
});

test('a run that is killed once it has gone back goes on from there', { timeout: COMPILING }, async () => {
  const killed = await train('killed', {
    onStdout: (stdout, process) => {
      if (stdout.includes('"type":"rollback"')) process.kill('SIGKILL');
    },
  });
  expect(killed.code).toBe(null);
  const run = await onlyRun('killed');
  expect(await typesIn(run)).toContain('rollback');
  const { code, stderr } = await shadegrad(folder, ['train', '--resume', run, '--quiet']);
  expect(stderr).not.toContain('SHADEGRAD_');
  expect(code).toBe(0);
  await expectOneRun(run);
});
