// Files that the person named: models, weights, pictures.

import { readFile } from 'node:fs/promises';
import { parseModel, ShadegradError, type Model } from '@shadegrad/core';
import { aboutFile } from './told-error.js';
import { systemCode } from './run-folder/file-errors.js';

/** @throws ShadegradError `SHADEGRAD_FILE_MISSING`, and what `parseModel` throws, with the file's name. */
export async function readModelFile(path: string): Promise<Model> {
  const text = new TextDecoder().decode(await readInput(path));
  try {
    return parseModel(text);
  } catch (error) {
    throw aboutFile(path, error);
  }
}

/**
 * A file's bytes, not as a Buffer: its `slice` shares memory with the pool that small files are read into, where that
 * of every other typed array copies.
 */
export async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const { buffer, byteOffset, byteLength } = await readFile(path);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Reads a file that the person named. */
export async function readInput(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readBytes(path);
  } catch (cause) {
    const missing = systemCode(cause) === 'ENOENT' || systemCode(cause) === 'ENOTDIR';
    throw new ShadegradError(
      missing ? 'SHADEGRAD_FILE_MISSING' : 'SHADEGRAD_FILE_UNREADABLE',
      missing
        ? `There is no file ${path}.`
        : `${path} cannot be read (${systemCode(cause) ?? 'unknown reason'}).`,
      'Check the path, and that you may read it.',
      { cause },
    );
  }
}
