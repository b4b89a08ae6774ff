// Where the time goes, from the command line: a bench, and traces of it and of a training run.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChromeTrace, Profile } from '@shadegrad/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromeTraceFaults } from '../packages/core/src/testing/check-chrome-trace.js';
import { buildCli, shadegrad, SMALL_MODEL, writeDigits } from './support/cli.js';

/** Milliseconds; a software driver that has never seen these kernels takes its time. */
const COMPILING = 300_000;
const NETWORK = ['--model', 'small.json', '--batch-size', '8'];

const folder = await mkdtemp(join(tmpdir(), 'shadegrad-profile-'));
const sg = (...args: readonly string[]) => shadegrad(folder, args);

beforeAll(async () => {
  await buildCli();
  await writeDigits(join(folder, 'digits'), { train: 100, test: 20 });
  await writeFile(join(folder, 'small.json'), JSON.stringify(SMALL_MODEL));
}, COMPILING);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The names on a track of a trace, which must be right. */
async function tracedNames(file: string, category: 'host' | 'gpu'): Promise<ReadonlySet<string>> {
  const text = await readFile(join(folder, file), 'utf8');
  expect(chromeTraceFaults(text)).toEqual([]);
  const { traceEvents }: ChromeTrace = JSON.parse(text);
  return new Set(
    traceEvents.flatMap((event) => (event.ph === 'X' && event.cat === category ? [event.name] : [])),
  );
}

test('bench prints each dispatch with its speed, then the step', { timeout: COMPILING }, async () => {
  const { code, stdout, stderr } = await sg('bench', ...NETWORK, '--steps', '2', '--trace', 'bench.json');
  expect(stdout + stderr).not.toContain('\u001B');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^conv2d\/forward +\d+\.\d{3} +\d+\.\d % +\d+\.\d\d? +\d+\.\d\d? +\d+ % {2}(compute|memory)$/m,
  );
  expect(stdout).toMatch(/^step +\d+\.\d{3} ms by the wall, [\d,.]+ images\/s$/m);
  expect(stdout).toMatch(/^kernels +\d+\.\d{3} ms, \d+\.\d % of the step$/m);
  expect(await tracedNames('bench.json', 'host')).toContain('dispatches');
});

test('bench --json prints the profile', { timeout: COMPILING }, async () => {
  const { stdout } = await sg(
    'bench',
    ...NETWORK,
    '--pass',
    'prediction',
    '--steps',
    '1',
    '--no-timestamps',
    '--json',
  );
  const profile: Profile = JSON.parse(stdout);
  expect(profile).toMatchObject({
    type: 'bench',
    schema: 1,
    pass: 'prediction',
    method: 'repetition',
    batchSize: 8,
  });
  expect(profile.dispatches.map(({ label }) => label)).toContain('conv2d/forward');
});

test('train --trace writes what host and GPU did', { timeout: COMPILING }, async () => {
  const { code } = await sg(
    'train',
    ...NETWORK,
    '--data',
    'digits',
    '--epochs',
    '1',
    '--quiet',
    '--trace',
    'train.json',
  );
  expect(code).toBe(0);
  const host = await tracedNames('train.json', 'host');
  for (const name of ['plan', 'compile', 'upload', 'submit', 'wait', 'epoch', 'validation', 'checkpoint']) {
    expect(host).toContain(name);
  }
  const gpu = await tracedNames('train.json', 'gpu');
  // None where the adapter has no timestamps.
  expect(gpu.size === 0 || (gpu.has('conv2d/forward') && gpu.has('adam update'))).toBe(true);
});

test('a trace that could not be written is refused at once', async () => {
  for (const command of ['bench', 'train']) {
    const { code, stderr } = await sg(command, ...NETWORK, '--trace', 'nowhere/trace.json');
    expect(stderr).toContain('SHADEGRAD_FILE_TRACE: There is no folder');
    expect(code).toBe(4);
  }
});
