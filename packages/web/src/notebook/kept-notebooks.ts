// What the browser keeps: edited notebooks, each under the name of its original, and the file that was opened last. Storage
// may be full or denied: what could not be kept is told, and the page goes on.

import type { Failure } from '../design/failure.js';

const EDITED = 'shadegrad.notebook.edited.';
const OPENED = 'shadegrad.notebook.opened';

export class KeptNotebooks {
  /** A notebook's file as it was edited, if it was. */
  edited(name: string): string | undefined {
    return read(EDITED + name);
  }

  keepEdited(name: string, text: string): Failure | undefined {
    return write(EDITED + name, text);
  }

  forgetEdited(name: string): void {
    try {
      localStorage.removeItem(EDITED + name);
    } catch {
      // Where storage is denied there is nothing to forget.
    }
  }

  /** The file that a person opened last. */
  opened(): string | undefined {
    return read(OPENED);
  }

  keepOpened(text: string): Failure | undefined {
    return write(OPENED, text);
  }
}

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, text: string): Failure | undefined {
  try {
    localStorage.setItem(key, text);
    return undefined;
  } catch (error) {
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
    return {
      code: 'SHADEGRAD_STORAGE',
      message: isFull
        ? 'The browser has no room left to keep your edits.'
        : 'The browser does not let this page keep your edits.',
      fix: 'They last until the page is closed; download the notebook to have them afterwards.',
    };
  }
}
