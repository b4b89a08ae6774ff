// Files and folders that are replaced whole or not at all: the new one is complete and on the disk before the old one
// goes, so a kill, a crash or a full disk leaves one of the two.

import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemCode, writeError } from './file-errors.js';

export type FileContents = string | Uint8Array;

/** Writes `path`, replacing what was there in one step. */
export async function writeFileAtomically(path: string, contents: FileContents): Promise<void> {
  const next = `${path}.next`;
  try {
    await writeThrough(next, contents);
    await rename(next, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(next, { force: true }).catch(() => {});
    throw writeError(error, path);
  }
}

/**
 * Makes `path` a folder with exactly these files, replacing the folder that was there.
 *
 * No file system swaps two folders in one portable step. Between the two renames the old folder is called
 * `path.previous`; {@link recoverFolder} puts it back if the process died just there.
 */
export async function replaceFolder(
  path: string,
  files: Readonly<Record<string, FileContents>>,
): Promise<void> {
  const { next, previous } = interim(path);
  try {
    await recoverFolder(path);
    await mkdir(next);
    for (const [name, contents] of Object.entries(files)) await writeThrough(join(next, name), contents);
    await syncFolder(next);
    if (await exists(path)) await rename(path, previous);
    await rename(next, path);
    await syncFolder(dirname(path));
    await rm(previous, { recursive: true, force: true });
  } catch (error) {
    await rm(next, { recursive: true, force: true }).catch(() => {});
    throw writeError(error, path);
  }
}

/** Finishes or undoes a replacement that a dead process left half done. */
export async function recoverFolder(path: string): Promise<void> {
  const { next, previous } = interim(path);
  if (!(await exists(path)) && (await exists(previous))) await rename(previous, path);
  await rm(previous, { recursive: true, force: true });
  await rm(next, { recursive: true, force: true });
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}

function interim(path: string): { readonly next: string; readonly previous: string } {
  return { next: `${path}.next`, previous: `${path}.previous` };
}

/** Writes a file and waits until the disk has it. */
async function writeThrough(path: string, contents: FileContents): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(contents);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a rename durable. Windows has no such call for folders and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
