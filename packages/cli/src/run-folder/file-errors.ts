// What the operating system says about a file, in words that help.

import { ShadegradError } from '@shadegrad/core';

/** The operating system's code of an error, such as `ENOENT`, or undefined for an error that is not its own. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Turns a failure to write `path` into an error that says what to do; other errors come back as they are. */
export function writeError(error: unknown, path: string): unknown {
  switch (systemCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return readOnly(path, error);
    case 'ENOSPC':
    case 'EDQUOT':
      return new ShadegradError(
        'SHADEGRAD_RUN_DISK_FULL',
        `${path} could not be written: the disk is full.`,
        'Free some space, then resume the run; nothing that was complete has been overwritten.',
        { cause: error },
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return notAFolder(path, error);
    case undefined:
      return error;
    default:
      return new ShadegradError(
        'SHADEGRAD_RUN_WRITE',
        `${path} could not be written: ${error instanceof Error ? error.message : String(error)}`,
        'Check the disk, then resume the run; nothing that was complete has been overwritten.',
        { cause: error },
      );
  }
}

export function readOnly(path: string, cause?: unknown): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_RUN_READ_ONLY',
    `${path} is read-only, so the run could not be kept.`,
    'Make the folder writable (chmod u+w), or choose another one with --out DIR.',
    { cause },
  );
}

export function notAFolder(path: string, cause?: unknown): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_RUN_NOT_A_FOLDER',
    `${path} cannot hold a run: a file is in the way.`,
    'Choose another folder with --out DIR.',
    { cause },
  );
}
