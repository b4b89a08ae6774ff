// Reading files of a run folder, which may come from anywhere: only plain files that lie in the folder itself, and never
// more bytes than such a file can have.

import { constants } from 'node:buffer';
import { constants as flags } from 'node:fs';
import { open } from 'node:fs/promises';

/** Most bytes that Node holds in one array: larger tensors were never written, so none are read. */
export const MOST_TENSOR_BYTES = constants.MAX_LENGTH;
/** Node reads at most 2 GiB at once. */
const PIECE_BYTES = 2 ** 30;

/**
 * The bytes of a plain file of at most `mostBytes` bytes. A symbolic link is not followed: it could lead anywhere.
 *
 * @throws Error as the operating system has it, or one that says what is wrong with the file.
 */
export async function readPlainFile(path: string, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  // Opening a pipe would wait for someone to write into it.
  const file = await open(path, flags.O_RDONLY | (flags.O_NOFOLLOW ?? 0) | (flags.O_NONBLOCK ?? 0));
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new Error('it is not a plain file');
    if (stat.size > mostBytes) {
      throw new Error(`it has ${stat.size} bytes, more than the ${mostBytes} that are read here`);
    }
    // Of its own memory, not from the pool that Node reads small files into: its `slice` copies.
    const bytes = new Uint8Array(stat.size);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, Math.min(PIECE_BYTES, bytes.length - length));
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return length === bytes.length ? bytes : bytes.slice(0, length);
  } finally {
    await file.close();
  }
}
