// Files that the person named: models, weights, pictures.

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseModel, ShadegradError, type Model } from '@shadegrad/core';
import { filesBeside, importModel, isModelFile, type ModelFiles } from '@shadegrad/core/formats';
import { isFolder } from './is-folder.js';
import { aboutFile } from './told-error.js';
import { systemCode } from './run-folder/file-errors.js';

/** In a folder that holds a TensorFlow.js model. */
export const TFJS_DESCRIPTION = 'model.json';

/**
 * A network's description: JSON as `shadegrad inspect --json` prints it, or a file in any format that holds one.
 *
 * @throws ShadegradError `SHADEGRAD_FILE_MISSING`, and what `parseModel` and `importModel` throw, with the file's name.
 */
export async function readModelFile(path: string): Promise<Model> {
  if ((await isFolder(path)) || isModelFile(await readInput(path), path)) {
    return (await importModel(await readModelFiles(path))).model;
  }
  const text = new TextDecoder().decode(await readInput(path));
  try {
    return parseModel(text);
  } catch (error) {
    throw aboutFile(path, error);
  }
}

/**
 * A model file and what belongs to it, by the names that `importModel` takes. A TensorFlow.js model may be named by its
 * folder or by its model.json.
 *
 * @throws ShadegradError `SHADEGRAD_FILE_MISSING`, `SHADEGRAD_FILE_UNREADABLE`, `SHADEGRAD_FORMAT_…`.
 */
export async function readModelFiles(path: string): Promise<ModelFiles> {
  const main = (await isFolder(path)) ? join(path, TFJS_DESCRIPTION) : path;
  const bytes = await readInput(main);
  const files = new Map<string, Uint8Array<ArrayBuffer>>([[main, bytes]]);
  for (const name of await filesBeside(bytes, main)) {
    files.set(name, await readInput(join(dirname(main), name)));
  }
  return files;
}

/** All bytes of a model's files, one file after the other: what a checksum of the model is of. */
export async function readModelBytes(path: string): Promise<Uint8Array> {
  return Buffer.concat([...(await readModelFiles(path)).values()]);
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
