// What has come of a download: in memory, where it is checked, and in a file, from which the next try goes on. Two
// processes that fetch the same address at once share the file. Each checks only what it holds itself, so whatever the
// other does to the file, at worst a later try begins anew.

import { constants, mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { cacheWriteError } from './atomic-write.js';

export class PartFile {
  readonly #handle: FileHandle;
  /** Grows by doubling. */
  #bytes: Uint8Array<ArrayBuffer>;
  #length: number;

  private constructor(handle: FileHandle, bytes: Uint8Array<ArrayBuffer>) {
    this.#handle = handle;
    this.#bytes = bytes;
    this.#length = bytes.length;
  }

  /**
   * Opens the file with what an earlier try left in it, or makes it.
   *
   * @param mostBytes A file with more is no part of what is wanted, and is emptied.
   * @throws DataError `SHADEGRAD_CACHE_WRITE`.
   */
  static async open(file: string, mostBytes: number): Promise<PartFile> {
    try {
      await mkdir(path.dirname(file), { recursive: true });
      // No letter stands for this: 'a+' ignores positions, 'w+' empties the file, 'r+' does not create it.
      const handle = await open(file, constants.O_RDWR | constants.O_CREAT);
      const { size } = await handle.stat();
      const part = new PartFile(handle, new Uint8Array(size > mostBytes ? 0 : size));
      if (size > mostBytes) await part.restart();
      else part.#length = (await handle.read(part.#bytes, 0, size, 0)).bytesRead;
      return part;
    } catch (cause) {
      throw cacheWriteError(file, cause);
    }
  }

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  get contents(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  /** @throws DataError `SHADEGRAD_CACHE_WRITE`. */
  async append(piece: Uint8Array): Promise<void> {
    const end = this.#length + piece.length;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      larger.set(this.contents);
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#length);
    await this.#handle.write(piece, 0, piece.length, this.#length).catch(rethrowAsCacheError);
    this.#length = end;
  }

  /** Forgets what has come. @throws DataError `SHADEGRAD_CACHE_WRITE`. */
  async restart(): Promise<void> {
    this.#length = 0;
    await this.#handle.truncate(0).catch(rethrowAsCacheError);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

function rethrowAsCacheError(cause: unknown): never {
  throw cacheWriteError('the partial download', cause);
}
