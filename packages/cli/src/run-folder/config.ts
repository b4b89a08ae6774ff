// config.json of a run folder, read and written.

import {
  damagedConfig,
  encodeRunConfig,
  MOST_CONFIG_BYTES,
  parseRunConfig,
  ShadegradError,
  type RunConfig,
} from '@shadegrad/core';
import { writeFileAtomically } from './atomic.js';
import { systemCode } from './file-errors.js';
import { readPlainFile } from './read-file.js';

export async function writeConfig(path: string, config: RunConfig): Promise<void> {
  await writeFileAtomically(path, encodeRunConfig(config));
}

/** @throws ShadegradError `SHADEGRAD_RUN_MISSING`, `SHADEGRAD_RUN_VERSION`, `SHADEGRAD_RUN_CONFIG`. */
export async function readConfig(path: string): Promise<RunConfig> {
  return parseRunConfig(await readText(path), path);
}

async function readText(path: string): Promise<string> {
  try {
    return new TextDecoder().decode(await readPlainFile(path, MOST_CONFIG_BYTES));
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' && systemCode(error) !== 'ENOTDIR') {
      throw damagedConfig(path, error instanceof Error ? error.message : String(error), error);
    }
    throw new ShadegradError(
      'SHADEGRAD_RUN_MISSING',
      `There is no run here: ${path} does not exist.`,
      'Name a folder that "shadegrad train" made; they lie in runs/ unless --out said otherwise.',
      { cause: error },
    );
  }
}
