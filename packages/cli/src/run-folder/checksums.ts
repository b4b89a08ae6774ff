// SHA-256 of what may be larger than WebCrypto takes.

import { createHash } from 'node:crypto';

/** Node takes at most 2 GiB at once. */
const PIECE_BYTES = 2 ** 30;

/** In lower-case hexadecimal, of parts as if they were one. */
export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    for (let begin = 0; begin < bytes.length; begin += PIECE_BYTES) {
      hash.update(bytes.subarray(begin, begin + PIECE_BYTES));
    }
  }
  return hash.digest('hex');
}
