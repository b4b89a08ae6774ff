import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { TraceFile } from './trace-file.js';

const folder = await mkdtemp(join(tmpdir(), 'shadegrad-trace-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what was recorded is in the file, as JSON', async () => {
  const path = join(folder, 'trace.json');
  const file = await TraceFile.begin(path, {});
  file.trace.begin('plan')();
  await file.write();
  const { traceEvents } = JSON.parse(await readFile(path, 'utf8'));
  expect(traceEvents.at(-1)).toMatchObject({ ph: 'X', name: 'plan', cat: 'host' });
});

test.each([
  ['a folder', '', 'is a folder'],
  ['a file in a folder that is not there', 'missing/trace.json', 'There is no folder'],
])('%s is refused before anything is computed', async (_, path, message) => {
  await expect(TraceFile.begin(join(folder, path), {})).rejects.toMatchObject({
    code: 'SHADEGRAD_FILE_TRACE',
    message: expect.stringContaining(message),
  });
});
