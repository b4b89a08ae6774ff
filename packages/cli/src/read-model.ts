// A model's description from a file.

import { readFile } from 'node:fs/promises';
import { parseModel, ShadegradError, type Model } from '@shadegrad/core';
import { aboutFile } from './told-error.js';
import { systemCode } from './run-folder/file-errors.js';

/** @throws ShadegradError `SHADEGRAD_FILE_MISSING`, and what `parseModel` throws, with the file's name. */
export async function readModelFile(path: string): Promise<Model> {
  const text = await readInput(path);
  try {
    return parseModel(text.toString('utf8'));
  } catch (error) {
    throw aboutFile(path, error);
  }
}

/** Reads a file that the person named. */
export async function readInput(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
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
