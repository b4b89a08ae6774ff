// The archive that a .keras file is. Only entries that are asked for by name are unpacked, into memory: whatever else is
// in it, and wherever its path leads, is left alone.

import { unzipSync, zipSync, type UnzipFileInfo } from 'fflate';
import { damaged, tooLarge } from '../errors.js';

/** An archive of Keras has three entries, and a few more where layers bring files along. */
const MOST_ENTRIES = 10_000;
/** How many times as large an entry may become: weights hardly shrink, and Keras does not even try. */
const MOST_EXPANSION = 100;

/**
 * @param wanted Names of the entries to read, with the most bytes that each may have.
 * @param file What error messages call the file.
 * @returns What is there of them.
 * @throws ShadegradError `SHADEGRAD_FORMAT_DAMAGED`, `SHADEGRAD_FORMAT_SIZE`.
 */
export function readZip(
  bytes: Uint8Array,
  wanted: Readonly<Record<string, number>>,
  file: string,
): ReadonlyMap<string, Uint8Array> {
  let entries = 0;
  const seen = new Set<string>();
  let refusal: Error | undefined;
  const refuse = (error: Error): never => {
    refusal = error;
    throw error;
  };
  const filter = ({ name, size, originalSize }: UnzipFileInfo): boolean => {
    entries++;
    if (entries > MOST_ENTRIES) refuse(tooLarge(file, `it has more than ${MOST_ENTRIES} entries`));
    const most = Object.hasOwn(wanted, name) ? wanted[name] : undefined;
    if (most === undefined) return false;
    if (seen.has(name)) refuse(damaged(file, 'Keras', `it has two entries called "${name}"`));
    seen.add(name);
    const unpacked = Math.max(size, originalSize);
    if (unpacked > most || unpacked > MOST_EXPANSION * bytes.length) {
      refuse(tooLarge(file, `"${name}" in it takes ${unpacked} bytes`));
    }
    return true;
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })));
  } catch (cause) {
    throw refusal ?? damaged(file, 'Keras', 'it is no intact zip archive', cause);
  }
}

/** As Keras writes it: not compressed. `date` is what the archive says of its entries. */
export function writeZip(files: Readonly<Record<string, Uint8Array>>, date: Date): Uint8Array<ArrayBuffer> {
  return zipSync({ ...files }, { level: 0, mtime: date });
}
