// SHA256SUMS: the checksums of a folder's files, in the format of `sha256sum`, so that `sha256sum -c SHA256SUMS` checks a
// folder without this program.

export const CHECKSUMS_FILE = 'SHA256SUMS';

/** SHA-256 in lower-case hexadecimal, of parts as if they were one. */
export type Sha256 = (...parts: readonly (string | Uint8Array)[]) => string | Promise<string>;

/** By WebCrypto, which takes less than 2 GiB; web pages have it where they come over HTTPS. */
export async function sha256(...parts: readonly (string | Uint8Array)[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', joined(parts.map(bytesOf)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function formatChecksums(
  files: Readonly<Record<string, string | Uint8Array>>,
  hash: Sha256,
): Promise<string> {
  const lines = Object.entries(files).map(async ([name, contents]) => `${await hash(contents)}  ${name}\n`);
  return (await Promise.all(lines)).join('');
}

/** The checksums by name; lines that are none are passed over, so that their files count as unknown. */
export function parseChecksums(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const [, digest = '', name = ''] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    return name === '' ? [] : [[name, digest] as const];
  });
  return new Map(lines);
}

const bytesOf = (contents: string | Uint8Array): Uint8Array =>
  typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;

/** A copy only where there are several, or where the bytes lie in memory that threads share. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const [first] = parts;
  if (parts.length === 1 && first?.buffer instanceof ArrayBuffer) {
    return new Uint8Array(first.buffer, first.byteOffset, first.byteLength);
  }
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let length = 0;
  for (const part of parts) {
    all.set(part, length);
    length += part.length;
  }
  return all;
}
