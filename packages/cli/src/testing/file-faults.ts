// Lets the file system fail on purpose: the n-th call that could change something on the disk, and, if the disk stays
// full, all after it.

import type * as FileSystem from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

export interface Fault {
  /** The call that fails, counted from 1. */
  readonly at: number;
  /** As the operating system has it: `ENOSPC`, `EIO`, `EROFS`. */
  readonly code: string;
  /** Whether all further calls fail as well. */
  readonly lasts: boolean;
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on device',
  EIO: 'i/o error',
  EROFS: 'read-only file system',
};

export class FaultyFiles {
  /** Every call so far that could have failed. */
  readonly calls: string[] = [];
  #fault: Fault | undefined;

  /** Counts from here on, and fails as told. */
  arm(fault?: Fault): void {
    this.calls.length = 0;
    this.#fault = fault;
  }

  /** `node:fs/promises` with the faults in it. */
  wrap(real: typeof FileSystem): object {
    return {
      ...real,
      mkdir: this.#failing('mkdir', real.mkdir),
      rename: this.#failing('rename', real.rename),
      rm: this.#failing('rm', real.rm),
      writeFile: this.#failing('writeFile', real.writeFile),
      open: this.#failing('open', async (...args: Parameters<typeof real.open>) =>
        this.#wrapHandle(await real.open(...args)),
      ),
    };
  }

  #wrapHandle(handle: FileHandle): FileHandle {
    const failing = {
      sync: this.#failing('fsync', () => handle.sync()),
      truncate: this.#failing('truncate', (length?: number) => handle.truncate(length)),
      close: this.#failing('close', () => handle.close(), { after: true }),
      writeFile: async (contents: string | Uint8Array): Promise<void> => {
        const error = this.#next('write');
        if (error === undefined) return handle.writeFile(contents);
        // A full disk takes what still fits.
        const bytes = typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
        await handle.write(bytes.subarray(0, bytes.length >> 1));
        throw error;
      },
    };
    return new Proxy(handle, {
      get: (target, key) => {
        if (Object.hasOwn(failing, key)) return Reflect.get(failing, key);
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  /** @param after The call is made and reported as failed, as `close` does where a disk was full. */
  #failing<Args extends unknown[], Result>(
    name: string,
    call: (...args: Args) => Promise<Result>,
    { after = false } = {},
  ): (...args: Args) => Promise<Result> {
    return async (...args) => {
      const error = this.#next(name);
      if (error === undefined) return call(...args);
      if (after) await call(...args);
      throw error;
    };
  }

  #next(name: string): NodeJS.ErrnoException | undefined {
    this.calls.push(name);
    if (this.#fault === undefined) return undefined;
    const { at, code, lasts } = this.#fault;
    const fails = lasts ? this.calls.length >= at : this.calls.length === at;
    if (!fails) return undefined;
    return Object.assign(new Error(`${code}: ${DESCRIPTIONS[code] ?? 'fault'}, ${name}`), {
      code,
      syscall: name,
    });
  }
}
