// Makes a new run's folder, under a name of its own.

import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exists } from './atomic.js';
import { notAFolder, readOnly, systemCode, writeError } from './file-errors.js';
import { runPaths, type RunPaths } from './paths.js';

export interface CreatedRun {
  readonly paths: RunPaths;
  /** Takes away what was made, for a run that never began. */
  undo(): Promise<void>;
}

/**
 * Makes a folder of its own in `parent` for a new run, and `parent` where it is missing. A second run in the same
 * second gets `-2` at the end.
 *
 * @throws ShadegradError `SHADEGRAD_RUN_READ_ONLY`, `SHADEGRAD_RUN_NOT_A_FOLDER`
 */
export async function createRunFolder(parent: string, name: string): Promise<CreatedRun> {
  const firstMade = await makeParent(parent);
  await assertWritable(parent);
  const base = join(parent, name);
  for (let attempt = 1; ; attempt += 1) {
    const folder = attempt === 1 ? base : `${base}-${attempt}`;
    try {
      await mkdir(folder);
      return {
        paths: runPaths(folder),
        undo: () => rm(firstMade ?? folder, { recursive: true, force: true }),
      };
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw writeError(error, folder);
    }
  }
}

/**
 * Makes sure that run folders can be made in `parent`, which need not exist yet.
 *
 * @throws ShadegradError `SHADEGRAD_RUN_READ_ONLY`, `SHADEGRAD_RUN_NOT_A_FOLDER`
 */
export async function assertCanHoldRuns(parent: string): Promise<void> {
  let folder = parent;
  while (!(await exists(folder)) && folder !== dirname(folder)) folder = dirname(folder);
  if (!(await stat(folder)).isDirectory()) throw notAFolder(folder);
  await assertWritable(folder);
}

/** @returns The first folder that had to be made, if any. */
async function makeParent(parent: string): Promise<string | undefined> {
  try {
    return await mkdir(parent, { recursive: true });
  } catch (error) {
    throw writeError(error, parent);
  }
}

/**
 * Makes sure that files can be written in `folder`, before hours are spent on what could not be kept. A folder that
 * is marked read-only for everyone is left alone even where an administrator could write to it.
 */
export async function assertWritable(folder: string): Promise<void> {
  const anyoneMayWrite = 0o222;
  if (process.platform !== 'win32' && ((await stat(folder)).mode & anyoneMayWrite) === 0)
    throw readOnly(folder);
  const probe = join(folder, `.writable-${process.pid}`);
  try {
    await (await open(probe, 'wx')).close();
  } catch (error) {
    throw writeError(error, folder);
  }
  await rm(probe, { force: true });
}
