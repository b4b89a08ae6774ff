// The file that --trace names: refused before anything is computed where it cannot be written, and written at the end,
// however that comes.

import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ShadegradError, Trace, type TraceOptions } from '@shadegrad/core';
import { writeFileAtomically } from './run-folder/atomic.js';
import { systemCode } from './run-folder/file-errors.js';

export class TraceFile {
  readonly trace: Trace;
  readonly #path: string;

  private constructor(path: string, trace: Trace) {
    this.#path = path;
    this.trace = trace;
  }

  /**
   * Begins a trace.
   *
   * @throws ShadegradError `SHADEGRAD_FILE_TRACE` where the file could not be written later.
   */
  static async begin(path: string, options: TraceOptions): Promise<TraceFile> {
    await assertCanHold(path);
    return new TraceFile(path, new Trace(options));
  }

  /** Writes what has been recorded. */
  async write(): Promise<void> {
    await writeFileAtomically(this.#path, `${JSON.stringify(this.trace.toChrome())}\n`);
  }
}

async function assertCanHold(path: string): Promise<void> {
  const folder = dirname(resolve(path));
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) throw refuse(`${path} is a folder.`, 'Name a file, such as trace.json.');
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw systemCode(cause) === 'ENOENT'
      ? refuse(`There is no folder ${folder} for the trace.`, 'Make the folder, or name another file.', cause)
      : refuse(
          `The trace cannot be written into ${folder}.`,
          'Make it writable, or name another file.',
          cause,
        );
  }
}

const refuse = (what: string, fix: string, cause?: unknown): ShadegradError =>
  new ShadegradError('SHADEGRAD_FILE_TRACE', what, fix, { cause });
