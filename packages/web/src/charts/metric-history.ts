// What was measured at every step of the run, in growing columns: data for charts, outside of the store and of rendering,
// because it grows by the thousand. Validation lies at the step that ended its epoch.

import type { EpochEnd } from '@shadegrad/core';
import { COLUMNS, type Column } from '../worker/messages.js';

export type Columns = Readonly<Record<Column, Float64Array>>;

/** What was measured after an epoch. */
export type ValidationPoint = Pick<EpochEnd, 'step' | 'validationLoss' | 'validationAccuracy'>;

const FIRST_CAPACITY = 1024;

export class MetricHistory {
  #columns = emptyColumns(FIRST_CAPACITY);
  #length = 0;
  #validation: ValidationPoint[] = [];
  readonly #listeners = new Set<() => void>();

  /** Steps. */
  get length(): number {
    return this.#length;
  }

  /** Views of what there is so far; valid until the next change. */
  get columns(): Columns {
    return mapColumns((name) => this.#columns[name].subarray(0, this.#length));
  }

  get validation(): readonly ValidationPoint[] {
    return this.#validation;
  }

  /** The last step's value; nothing before the first step. */
  last(column: Column): number | undefined {
    return this.#length === 0 ? undefined : this.#columns[column][this.#length - 1];
  }

  /** Position of a step, or of the last one measured before it: not all runs tell of each. */
  indexOfStep(step: number): number | undefined {
    const { step: steps } = this.columns;
    let [low, high] = [0, steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((steps[middle] ?? 0) <= step) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? undefined : low - 1;
  }

  /** @param rows f64 [steps, COLUMNS] */
  append(rows: Float64Array, validation: readonly ValidationPoint[] = []): void {
    const added = rows.length / COLUMNS.length;
    this.#reserve(this.#length + added);
    COLUMNS.forEach((name, column) => {
      for (let i = 0; i < added; i++) {
        this.#columns[name][this.#length + i] = rows[i * COLUMNS.length + column] ?? Number.NaN;
      }
    });
    this.#length += added;
    this.#validation = [...this.#validation, ...validation];
    this.#tell();
  }

  /** Forgets what was measured after a step, since the run went back to it. */
  rewind(step: number): void {
    this.#length = (this.indexOfStep(step) ?? -1) + 1;
    this.#validation = this.#validation.filter((point) => point.step <= step);
    this.#tell();
  }

  clear(): void {
    this.#columns = emptyColumns(FIRST_CAPACITY);
    this.#length = 0;
    this.#validation = [];
    this.#tell();
  }

  /** Hears of every change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #reserve(length: number): void {
    const capacity = this.#columns.step.length;
    if (length <= capacity) return;
    const larger = emptyColumns(Math.max(length, 2 * capacity));
    for (const name of COLUMNS) larger[name].set(this.#columns[name]);
    this.#columns = larger;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const emptyColumns = (capacity: number): Record<Column, Float64Array> =>
  mapColumns(() => new Float64Array(capacity));

function mapColumns<Value>(make: (name: Column) => Value): Record<Column, Value> {
  return {
    step: make('step'),
    epoch: make('epoch'),
    seconds: make('seconds'),
    loss: make('loss'),
    accuracy: make('accuracy'),
    learningRate: make('learningRate'),
  };
}
