// SHA256SUMS: the checksums of a folder's files, in the format of `sha256sum`, so that `sha256sum -c SHA256SUMS` checks a
// folder without this program.

import { createHash } from 'node:crypto';

export const CHECKSUMS_FILE = 'SHA256SUMS';

/** Node takes at most 2 GiB at once. */
const PIECE_BYTES = 2 ** 30;

/** SHA-256 in lower-case hexadecimal. */
export function sha256(contents: string | Uint8Array): string {
  const hash = createHash('sha256');
  if (typeof contents === 'string') return hash.update(contents).digest('hex');
  for (let begin = 0; begin < contents.length; begin += PIECE_BYTES) {
    hash.update(contents.subarray(begin, begin + PIECE_BYTES));
  }
  return hash.digest('hex');
}

export function formatChecksums(files: Readonly<Record<string, string | Uint8Array>>): string {
  return Object.entries(files)
    .map(([name, contents]) => `${sha256(contents)}  ${name}\n`)
    .join('');
}

/** The checksums by name; lines that are none are passed over, so that their files count as unknown. */
export function parseChecksums(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const [, digest = '', name = ''] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    return name === '' ? [] : [[name, digest] as const];
  });
  return new Map(lines);
}
