// Files and folders that appear complete or not at all: what is new is on the disk before it gets its name, so a kill, a
// crash or a full disk leaves what was there before.

import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemCode, writeError } from './file-errors.js';

export type FileContents = string | Uint8Array;

/** Writes `path`, replacing what was there in one step. */
export async function writeFileAtomically(path: string, contents: FileContents): Promise<void> {
  const next = interim(path, 'next');
  try {
    await writeThrough(next, contents);
    await rename(next, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(next, { force: true }).catch(() => {});
    throw writeError(error, path);
  }
}

/** Makes a folder with these files; there must be none at `path`. */
export async function writeFolderAtomically(
  path: string,
  files: Readonly<Record<string, FileContents>>,
): Promise<void> {
  const next = interim(path, 'next');
  try {
    await rm(next, { recursive: true, force: true });
    await mkdir(next);
    for (const [name, contents] of Object.entries(files)) await writeThrough(join(next, name), contents);
    await syncFolder(next);
    await rename(next, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(next, { recursive: true, force: true }).catch(() => {});
    throw writeError(error, path);
  }
}

/** Removes a folder in such a way that it never stands there with half of its files. */
export async function removeFolder(path: string): Promise<void> {
  const old = interim(path, 'old');
  try {
    await rm(old, { recursive: true, force: true });
    await rename(path, old);
    await rm(old, { recursive: true, force: true });
  } catch (error) {
    throw writeError(error, path);
  }
}

export async function removeFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (error) {
    throw writeError(error, path);
  }
}

/** Makes a folder, where it is missing, that is still there after a crash. */
export async function makeFolder(path: string): Promise<void> {
  try {
    if ((await mkdir(path, { recursive: true })) !== undefined) await syncFolder(dirname(path));
  } catch (error) {
    throw writeError(error, path);
  }
}

/** Removes from `folder` what a dead process left half done. */
export async function removeLeftovers(folder: string): Promise<void> {
  try {
    const names = await readdir(folder);
    for (const name of names.filter(isInterim))
      await rm(join(folder, name), { recursive: true, force: true });
  } catch (error) {
    throw writeError(error, folder);
  }
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

function interim(path: string, state: 'next' | 'old'): string {
  return join(dirname(path), `.${basename(path)}.${state}`);
}

const isInterim = (name: string): boolean => /^\..+\.(next|old)$/.test(name);

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
