// The command whose GPU goes away in mid-run: it goes on with the same bits where it can, and leaves a checkpoint where it
// cannot.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli, type Finished, jsonLines, shadegrad, SMALL_MODEL, writeDigits } from './support/cli.js';

/** Milliseconds; a software driver that has never seen these kernels takes its time. */
const COMPILING = 300_000;

const folder = await mkdtemp(join(tmpdir(), 'shadegrad-device-loss-'));
const preload = fileURLToPath(new URL('support/lose-device.mjs', import.meta.url));

function train(args: readonly string[], faults: Readonly<Record<string, string>> = {}): Promise<Finished> {
  const env = { NODE_OPTIONS: Object.keys(faults).length > 0 ? `--import=${preload}` : '', ...faults };
  return shadegrad(folder, ['train', ...args], { env });
}

const newRun = (out: string): string[] =>
  ['--data', 'digits', '--model', 'small.json', '--batch-size', '8', '--epochs', '3'].concat('--out', out);

async function onlyRun(out: string): Promise<string> {
  const [run = '', ...others] = await readdir(join(folder, out));
  expect(others).toEqual([]);
  return join(out, run);
}

/** The bytes of the last weights and of the optimizer's state. */
async function lastState(run: string): Promise<readonly Buffer[]> {
  const checkpoints = join(folder, run, 'checkpoints');
  const last = (await readdir(checkpoints)).sort().at(-1) ?? '';
  const files = ['weights.safetensors', 'optimizer.safetensors'];
  return Promise.all(files.map((file) => readFile(join(checkpoints, last, file))));
}

let expected: readonly Buffer[];

beforeAll(async () => {
  await buildCli();
  await writeDigits(join(folder, 'digits'), { train: 400, test: 40 });
  await writeFile(join(folder, 'small.json'), JSON.stringify(SMALL_MODEL));
  const { code, stderr } = await train(newRun('undisturbed'));
  if (code !== 0) throw new Error(stderr);
  expected = await lastState(await onlyRun('undisturbed'));
}, COMPILING);
afterAll(() => rm(folder, { recursive: true, force: true }));

test(
  'a GPU that is lost is opened again, and the run ends in the same bits',
  { timeout: COMPILING },
  async () => {
    const { code, stderr } = await train(newRun('lost'), { DEVICE_LOST_AFTER: '30' });
    expect(stderr).toMatch(/the GPU was lost at step \d+ \(.*\); opening one again/);
    expect(stderr).toMatch(/going on from step \d+ on /);
    expect(code).toBe(0);
    const run = await onlyRun('lost');
    expect(await lastState(run)).toEqual(expected);
    const events = jsonLines<{ type: string; step?: number }>(
      await readFile(join(folder, run, 'metrics.jsonl'), 'utf8'),
    );
    const steps = events.filter(({ type }) => type === 'step').map(({ step }) => step);
    expect(steps).toEqual([...new Set(steps)]);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['device_lost', 'device_restored']),
    );
  },
);

test('a GPU that is gone for good leaves a checkpoint and exit code 7', { timeout: COMPILING }, async () => {
  const { code, stderr } = await train(newRun('gone'), { DEVICE_LOST_AFTER: '30', DEVICE_GONE: '1' });
  expect(code).toBe(7);
  expect(stderr).toMatch(/SHADEGRAD_DEVICE_LOST: .*the GPU has fallen off the bus/);
  const run = await onlyRun('gone');
  expect(stderr).toContain(`--resume ${run}`);
  const resumed = await train(['--resume', run]);
  expect(resumed.stderr).not.toContain('SHADEGRAD_');
  expect(resumed.code).toBe(0);
  expect(await lastState(run)).toEqual(expected);
});
