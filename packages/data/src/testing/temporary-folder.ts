// A folder of its own for each test that touches the disk.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes an empty folder that goes away with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'shadegrad-data-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
