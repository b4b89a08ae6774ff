// What was measured of kernels on this browser's adapters, in the same database.

import { parseTuningTable, type TuningStore, type TuningTable } from '@shadegrad/core';
import type { RunDatabase } from './run-database.js';

export class TuningDatabase implements TuningStore {
  readonly #database: RunDatabase;

  constructor(database: RunDatabase) {
    this.#database = database;
  }

  /** Where the browser keeps nothing, nothing is remembered. */
  async get(key: string): Promise<TuningTable | undefined> {
    return parseTuningTable(await this.#database.tuning(key).catch(() => undefined));
  }

  async set(key: string, table: TuningTable): Promise<void> {
    await this.#database.setTuning(key, table).catch(() => undefined);
  }
}
