// What a browser says of its storage, in words that help.

import { ShadegradError } from '@shadegrad/core';

const KEPT = 'What was kept before is untouched.';

/** Errors of IndexedDB, of files and of locks; ours come back as they are. */
export function storageError(error: unknown): ShadegradError {
  if (error instanceof ShadegradError) return error;
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  switch (name) {
    case 'QuotaExceededError':
      return new ShadegradError(
        'SHADEGRAD_STORAGE_FULL',
        `The browser gives this page no more room: the run goes on, but is not kept from here on. ${KEPT}`,
        'Take runs home and delete them here, or free some space on the disk.',
        { cause: error },
      );
    case 'SecurityError':
    case 'NotAllowedError':
    case 'InvalidStateError':
    case 'UnknownError':
      return new ShadegradError(
        'SHADEGRAD_STORAGE_DENIED',
        'This browser keeps nothing for this page, as in a private window: runs end with the page.',
        'Open the page in a usual window and allow it to store data; weights can be taken home here as well.',
        { cause: error },
      );
    case 'VersionError':
      return new ShadegradError(
        'SHADEGRAD_STORAGE_VERSION',
        `The runs that this browser keeps were written by a newer version of this page. ${KEPT}`,
        'Reload the page to get that version.',
        { cause: error },
      );
    default:
      return new ShadegradError(
        'SHADEGRAD_STORAGE',
        `The browser could not keep the run: ${message || name}. ${KEPT}`,
        'Reload the page; if it stays so, take the weights home.',
        { cause: error },
      );
  }
}

/** For `catch`. */
export function throwStorageError(error: unknown): never {
  throw storageError(error);
}
