// Model files on the disk: nothing is overwritten unasked, and each file appears when it is complete.

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ShadegradError } from '@shadegrad/core';
import { exists, writeFileAtomically } from './run-folder/atomic.js';
import { systemCode } from './run-folder/file-errors.js';
import { shownPath } from './training/shown-path.js';

export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Writes the files, in their order.
 *
 * @param force Replace files that are there.
 * @throws ShadegradError `SHADEGRAD_FILE_EXISTS`, before anything is written; `SHADEGRAD_FILE_UNWRITABLE`.
 */
export async function writeModelFiles(
  files: ReadonlyMap<string, Uint8Array>,
  { force }: { readonly force: boolean },
): Promise<readonly WrittenFile[]> {
  if (!force) await refuseExisting([...files.keys()]);
  for (const [path, bytes] of files) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFileAtomically(path, bytes);
    } catch (cause) {
      throw unwritable(path, cause);
    }
  }
  return [...files].map(([path, { length }]) => ({ path, bytes: length }));
}

async function refuseExisting(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (!(await exists(path))) continue;
    throw new ShadegradError(
      'SHADEGRAD_FILE_EXISTS',
      `${shownPath(path)} is there already.`,
      'Name another place with --out, or replace it with --force.',
    );
  }
}

function unwritable(path: string, cause: unknown): ShadegradError {
  const reason = systemCode(cause) ?? (cause instanceof Error && systemCode(cause.cause)) ?? 'unknown reason';
  return new ShadegradError(
    'SHADEGRAD_FILE_UNWRITABLE',
    `${shownPath(path)} could not be written (${reason || 'unknown reason'}).`,
    'Choose another place with --out, make its folder writable, or free some space.',
    { cause },
  );
}
