// A run against the clock, as people start it: what it counts, and what it leaves out.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli, jsonLines, shadegrad, type Finished } from './support/cli.js';

const folder = await mkdtemp(join(tmpdir(), 'shadegrad-speedrun-'));
let finished: Finished;
let run = '';

beforeAll(async () => {
  await buildCli();
  finished = await shadegrad(folder, [
    'train',
    '--preset',
    'speedrun',
    '--data',
    'synthetic',
    '--limit',
    '300',
  ]);
  run = join(folder, 'runs', readdirSync(join(folder, 'runs'))[0] ?? '');
}, 300_000);
afterAll(() => rm(folder, { recursive: true }));

test('says the seconds from the first step to the last, and what they do not hold', () => {
  expect(finished).toMatchObject({ code: 0 });
  expect(finished.stdout).toMatch(/^training {2,}\d+\.\d\d s from the first step to the last/m);
  expect(finished.stdout).toMatch(/^not counted .* before it .* for the evaluation/m);
});

test('validates nothing on the way, and evaluates at the end', () => {
  const events = jsonLines(readFileSync(join(run, 'metrics.jsonl'), 'utf8'));
  const start = events.find(({ type }) => type === 'run_start');
  expect(start).toMatchObject({ examples: 300, validationExamples: 0, stepsPerEpoch: 2 });
  const epochs = events.filter(({ type }) => type === 'epoch_end');
  expect(epochs).toHaveLength(2);
  for (const epoch of epochs) expect(epoch).not.toHaveProperty('validationLoss');
  expect(events.filter(({ type }) => type === 'evaluation')).toHaveLength(1);
});

test('its report says that nothing was validated', () => {
  const report = readFileSync(join(run, 'report.html'), 'utf8');
  expect(report).toContain('Nothing was validated meanwhile.');
  expect(report).not.toContain('flatters');
});
