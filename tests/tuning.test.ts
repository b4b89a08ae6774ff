// Tuning as people use it: measured by one command, remembered for the next, recorded in the run.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli, jsonLines, shadegrad, SMALL_MODEL, writeDigits, type Finished } from './support/cli.js';

/** Milliseconds; a software driver that has never seen these kernels takes its time. */
const COMPILING = 300_000;

interface StoredConfig {
  readonly variants?: Readonly<Record<string, string>>;
}

interface Findings {
  readonly tuning: Readonly<Record<string, { readonly variant: string }>>;
}

const folder = await mkdtemp(join(tmpdir(), 'shadegrad-tuning-'));
const env = { SHADEGRAD_CACHE: join(folder, 'cache') };
const sg = (...args: string[]): Promise<Finished> => shadegrad(folder, args, { env });
const train = (out: string, ...flags: string[]): Promise<Finished> =>
  sg(
    'train',
    '--data',
    'digits',
    '--model',
    'small.json',
    '--batch-size',
    '8',
    '--epochs',
    '1',
    '--out',
    out,
    ...flags,
  );

async function onlyRun(out: string): Promise<string> {
  const runs = await readdir(join(folder, out));
  expect(runs).toHaveLength(1);
  return join(out, runs[0] ?? '');
}

const configOf = async (run: string): Promise<StoredConfig> =>
  JSON.parse(await readFile(join(folder, run, 'config.json'), 'utf8'));

async function cachedFile(): Promise<string> {
  const files = await readdir(join(env.SHADEGRAD_CACHE, 'tuning'));
  expect(files).toHaveLength(1);
  return join(env.SHADEGRAD_CACHE, 'tuning', files[0] ?? '');
}

/** Rewrites a run's record; returns what it was. */
async function recordVariants(run: string, variants: StoredConfig['variants']): Promise<void> {
  const path = join(folder, run, 'config.json');
  await writeFile(path, JSON.stringify({ ...(await configOf(run)), variants }));
}

beforeAll(async () => {
  await buildCli();
  await writeDigits(join(folder, 'digits'), { train: 48, test: 16 });
  await writeFile(join(folder, 'small.json'), JSON.stringify(SMALL_MODEL));
  const { code, stderr } = await train('tuned', '--tune', 'quick');
  if (code !== 0) throw new Error(stderr);
}, COMPILING);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what was measured is in the run’s record and shown by doctor', { timeout: COMPILING }, async () => {
  const { variants = {} } = await configOf(await onlyRun('tuned'));
  const [findings] = jsonLines<Findings>((await sg('doctor', '--json')).stdout);
  const measured = Object.entries(findings?.tuning ?? {});
  expect(measured.length).toBeGreaterThan(0);
  for (const [key, { variant }] of measured) expect(variants[key]).toBe(variant);
  const { stdout } = await sg('doctor');
  for (const [key] of measured) expect(stdout).toContain(key);
});

test(
  'what is remembered is not measured again, and used without --tune',
  { timeout: COMPILING },
  async () => {
    const path = await cachedFile();
    const before = await readFile(path, 'utf8');
    expect((await train('again', '--tune', 'quick')).code).toBe(0);
    expect(await readFile(path, 'utf8')).toBe(before);
    expect((await train('off')).code).toBe(0);
    const { variants } = await configOf(await onlyRun('tuned'));
    expect((await configOf(await onlyRun('again'))).variants).toEqual(variants);
    expect((await configOf(await onlyRun('off'))).variants).toEqual(variants);
  },
);

test('a damaged cache is passed over', { timeout: COMPILING }, async () => {
  const path = await cachedFile();
  const whole = await readFile(path, 'utf8');
  await writeFile(path, whole.slice(0, whole.length / 2));
  expect((await train('damaged')).code).toBe(0);
  await writeFile(path, whole);
});

test(
  'a run goes on with the variants that it recorded, or says that it cannot',
  { timeout: COMPILING },
  async () => {
    const run = await onlyRun('tuned');
    const { variants = {} } = await configOf(run);
    const [product = ''] = Object.keys(variants);
    const plainest = { ...variants, [product]: 'tile 4×8' };
    await recordVariants(run, plainest);
    const resumed = await sg('train', '--resume', run, '--epochs', '2');
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).not.toContain('lacks');
    expect((await configOf(run)).variants).toEqual(plainest);

    const foreign = { ...variants, [product]: 'of another adapter' };
    await recordVariants(run, foreign);
    const { code, stderr } = await sg('train', '--resume', run, '--epochs', '3');
    expect(code).toBe(0);
    expect(stderr).toMatch(/This adapter lacks 1 kernel variant .* of another adapter/);
    expect((await configOf(run)).variants).toEqual(foreign);
    expect((await sg('evaluate', run, '--json')).code).toBe(0);
  },
);

test('a run of before variants were recorded goes on', { timeout: COMPILING }, async () => {
  const run = await onlyRun('off');
  await recordVariants(run, undefined);
  const { code } = await sg('train', '--resume', run, '--epochs', '2');
  expect(code).toBe(0);
  expect((await configOf(run)).variants).toBeDefined();
});

test('--tune is settled for a run that goes on', { timeout: COMPILING }, async () => {
  const { code, stderr } = await sg('train', '--resume', await onlyRun('again'), '--tune', 'full');
  expect(code).toBe(2);
  expect(stderr).toContain('SHADEGRAD_OPTION_CONFLICT');
});
