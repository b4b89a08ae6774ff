// A file appears complete or not at all: temporary file beside it, fsync, rename.

import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { DataError } from '../errors.js';

/**
 * Writes a file so that no reader, and no crash, ever sees half of it.
 *
 * @throws DataError `SHADEGRAD_CACHE_WRITE` when the disk is full or the folder read-only.
 */
export async function writeFileAtomically(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw cacheWriteError(file, cause);
  }
}

/** The error for a cache that cannot be written. */
export function cacheWriteError(what: string, cause: unknown): DataError {
  return new DataError(
    'SHADEGRAD_CACHE_WRITE',
    `${what} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
    'Make room, or set SHADEGRAD_CACHE to a folder that you may write.',
    { cause },
  );
}
