// Which variant of each matrix product was found to be fastest here: one JSON file for each adapter, in the cache.

import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  parseTuningTable,
  ShadegradError,
  tuningKey,
  type AdapterDescription,
  type TuningStore,
  type TuningTable,
} from '@shadegrad/core';
import { cacheFolder, type Environment } from '@shadegrad/data/node';
import * as v from 'valibot';
import { packageVersions } from './package-versions.js';
import { writeFileAtomically } from './run-folder/atomic.js';

/** Raised when a reader of the old file would misread the new one. */
const SCHEMA = 1;

const fileSchema = v.object({ schema: v.literal(SCHEMA), key: v.string(), products: v.unknown() });

/** For what a choice holds, beside the adapter. */
export const implementation = (): string => `Dawn of webgpu ${packageVersions()['webgpu'] ?? 'unknown'}`;

export class TuningFiles implements TuningStore {
  readonly #folder: string;

  constructor(env: Environment) {
    this.#folder = join(cacheFolder(env), 'tuning');
  }

  /** A file that is damaged is no file: what it held is measured again and overwrites it. */
  async get(key: string): Promise<TuningTable | undefined> {
    try {
      const file = v.safeParse(fileSchema, JSON.parse(await readFile(this.path(key), 'utf8')));
      return file.success && file.output.key === key ? parseTuningTable(file.output.products) : undefined;
    } catch {
      return undefined;
    }
  }

  /** A cache that cannot be written costs the next run its tuning, not this run its result. */
  async set(key: string, products: TuningTable): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      const json = { schema: SCHEMA, key, products };
      await writeFileAtomically(this.path(key), `${JSON.stringify(json, null, 2)}\n`);
    } catch (error) {
      if (!(error instanceof ShadegradError) && !(error instanceof Error && 'code' in error)) throw error;
    }
  }

  path(key: string): string {
    return join(this.#folder, `${createHash('sha256').update(key).digest('hex').slice(0, 16)}.json`);
  }
}

/** What is remembered for an adapter; nothing is measured. */
export async function rememberedTable(adapter: AdapterDescription, env: Environment): Promise<TuningTable> {
  return (await new TuningFiles(env).get(tuningKey(adapter, implementation()))) ?? {};
}
