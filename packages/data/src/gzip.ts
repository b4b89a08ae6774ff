// Decompression with the platform's own DecompressionStream, the same in browsers and Node. The output is counted as it
// comes, so that a small file which unpacks to terabytes is refused after the limit and not after the memory.

import { DataError, grouped } from './errors.js';

/** Whether the bytes begin like a gzip file. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

export interface GunzipOptions {
  /** Most bytes to unpack. Default 1 GiB. */
  readonly maxBytes?: number;
  /** What to call the file in errors. */
  readonly name?: string;
}

/**
 * Unpacks a gzip file.
 *
 * @throws DataError `SHADEGRAD_GZIP` when the file is cut short or damaged, `SHADEGRAD_GZIP_TOO_LARGE` when it unpacks
 *   to more than `maxBytes`.
 */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  options: GunzipOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { maxBytes = 2 ** 30, name = 'The gzip file' } = options;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { value, done } = await reader.read().catch((cause: unknown) => {
      throw new DataError(
        'SHADEGRAD_GZIP',
        `${name} is cut short or damaged: it stops unpacking after ${grouped(length)} bytes.`,
        'Delete the file and fetch it again, for example with "shadegrad data fetch mnist".',
        { cause },
      );
    });
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel().catch(() => undefined);
      throw new DataError(
        'SHADEGRAD_GZIP_TOO_LARGE',
        `${name} unpacks to more than ${grouped(maxBytes)} bytes.`,
        'Check that this is the right file.',
      );
    }
    chunks.push(value);
  }
  const output = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    output.set(chunk, offset);
    offset += chunk.length;
  }
  return output;
}
