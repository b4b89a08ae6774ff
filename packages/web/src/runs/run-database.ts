// The runs of this browser in IndexedDB. The page and its worker each open it; what belongs together is written in one
// transaction, so that a crash leaves all of it or none.

import { isLaterThan, type RunPosition, type TuningTable } from '@shadegrad/core';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { KeptRun } from './kept-run.js';
import { joined, rowsUpTo } from './metric-rows.js';
import { storageError } from './storage-error.js';

/** Raised when stores are added. */
const VERSION = 1;

/** Consecutive steps of a run. */
interface MetricsChunk {
  readonly run: string;
  readonly firstStep: number;
  /** f64 [steps, COLUMNS] */
  readonly rows: Float64Array<ArrayBuffer>;
}

interface Schema extends DBSchema {
  runs: { key: string; value: KeptRun };
  metrics: { key: [run: string, firstStep: number]; value: MetricsChunk };
  /** The last weights of each run, as a safetensors file. */
  weights: { key: string; value: Uint8Array<ArrayBuffer> };
  tuning: { key: string; value: TuningTable };
}

/** What a run has to keep beside its record. */
export interface RunAddition {
  /** f64 [steps, COLUMNS] */
  readonly rows?: Float64Array<ArrayBuffer>;
  readonly weights?: Uint8Array<ArrayBuffer>;
}

/** Methods throw ShadegradErrors `SHADEGRAD_STORAGE…`. */
export class RunDatabase {
  #database: Promise<IDBPDatabase<Schema>> | undefined;

  /** Newest first. */
  list(): Promise<readonly KeptRun[]> {
    return this.#use(async (database) => {
      const runs = await database.getAll('runs');
      return runs.toSorted((a, b) => b.created.localeCompare(a.created));
    });
  }

  get(id: string): Promise<KeptRun | undefined> {
    return this.#use((database) => database.get('runs', id));
  }

  add(run: KeptRun, addition: RunAddition = {}): Promise<void> {
    return this.#write(run.id, addition, () => run);
  }

  /** Changes a run that is kept; one that was deleted meanwhile stays so. */
  update(id: string, change: (run: KeptRun) => KeptRun, addition: RunAddition = {}): Promise<void> {
    return this.#write(id, addition, (run) => run && change(run));
  }

  /** f64 [steps, COLUMNS] */
  metrics(id: string): Promise<Float64Array<ArrayBuffer>> {
    return this.#use(async (database) => {
      const chunks = await database.getAll('metrics', chunksOf(id));
      return joined(chunks.map(({ rows }) => rows));
    });
  }

  weights(id: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#use((database) => database.get('weights', id));
  }

  /** Forgets what was kept after a checkpoint, since it is done and kept again. */
  rewind(id: string, position: RunPosition): Promise<void> {
    return this.#use(async (database) => {
      const transaction = database.transaction(['runs', 'metrics'], 'readwrite');
      const [runs, metrics] = [transaction.objectStore('runs'), transaction.objectStore('metrics')];
      const run = await runs.get(id);
      for (const chunk of await metrics.getAll(chunksOf(id))) {
        const rows = rowsUpTo(chunk.rows, position.step);
        if (rows.length === chunk.rows.length) continue;
        if (rows.length === 0) await metrics.delete([id, chunk.firstStep]);
        else await metrics.put({ ...chunk, rows });
      }
      if (run !== undefined) {
        const events = run.events.filter((event) => !isLaterThan(event, position));
        await runs.put({ ...run, step: position.step, events });
      }
      await transaction.done;
    });
  }

  remove(id: string): Promise<void> {
    return this.#use(async (database) => {
      const transaction = database.transaction(['runs', 'metrics', 'weights'], 'readwrite');
      await transaction.objectStore('runs').delete(id);
      await transaction.objectStore('metrics').delete(chunksOf(id));
      await transaction.objectStore('weights').delete(id);
      await transaction.done;
    });
  }

  tuning(key: string): Promise<unknown> {
    return this.#use((database) => database.get('tuning', key));
  }

  async setTuning(key: string, table: TuningTable): Promise<void> {
    await this.#use((database) => database.put('tuning', table, key));
  }

  #write(
    id: string,
    { rows, weights }: RunAddition,
    change: (run: KeptRun | undefined) => KeptRun | undefined,
  ): Promise<void> {
    return this.#use(async (database) => {
      const transaction = database.transaction(['runs', 'metrics', 'weights'], 'readwrite');
      const runs = transaction.objectStore('runs');
      const run = change(await runs.get(id));
      if (run !== undefined) {
        await runs.put(run);
        const firstStep = rows?.[0];
        if (rows !== undefined && firstStep !== undefined) {
          await transaction.objectStore('metrics').put({ run: id, firstStep, rows });
        }
        if (weights !== undefined) await transaction.objectStore('weights').put(weights, id);
      }
      await transaction.done;
    });
  }

  async #use<Result>(work: (database: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result> {
    try {
      this.#database ??= this.#open();
      return await work(await this.#database);
    } catch (error) {
      throw storageError(error);
    }
  }

  async #open(): Promise<IDBPDatabase<Schema>> {
    const forget = (): void => {
      this.#database = undefined;
    };
    const opening = openDB<Schema>('shadegrad', VERSION, {
      upgrade(database) {
        database.createObjectStore('runs', { keyPath: 'id' });
        database.createObjectStore('metrics', { keyPath: ['run', 'firstStep'] });
        database.createObjectStore('weights');
        database.createObjectStore('tuning');
      },
      // A newer version of the page, in another tab, waits for this one.
      blocking: (_, __, { target }) => {
        if (target instanceof IDBDatabase) target.close();
        forget();
      },
      terminated: forget,
    });
    opening.catch(forget);
    return opening;
  }
}

const chunksOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Infinity]);
