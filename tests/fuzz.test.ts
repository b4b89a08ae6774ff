// No file, however damaged, does more than be refused. The same with more inputs: npm run campaign:fuzz

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fuzz } from './support/fuzz/fuzz.js';
import { parsers } from './support/fuzz/parsers.js';

const INPUTS = 2000;

const folder = await mkdtemp(join(tmpdir(), 'shadegrad-fuzz-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(parsers)('$name', { timeout: 300_000 }, async (parser) => {
  const report = await fuzz(parser, { inputs: INPUTS, folder });
  expect(report.inputs).toBe(INPUTS);
  // Otherwise nothing behind the first check was reached.
  expect(report.accepted).toBeGreaterThan(0);
});
