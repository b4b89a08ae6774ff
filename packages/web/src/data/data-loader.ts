// The commands about pictures: load others, fetch some to look at. Writes into the store what there is.

import { ShadegradError, type DataRecord } from '@shadegrad/core';
import { proxy } from 'comlink';
import { failureOf } from '../design/failure.js';
import { isBusy, isUnderWay } from '../training/run-state.js';
import type { AppState } from '../store/app-state.js';
import type { Store } from '../store/store.js';
import type { RemoteTraining } from '../worker/connect.js';
import type { DataRequest, DataState, Part, Pictures } from './data-state.js';

/** Where MNIST lies beside the app, if it does. */
export const dataFolder = (): string => new URL('data/', document.baseURI).href;

export class DataLoader {
  readonly #store: Store<AppState>;
  readonly #worker: RemoteTraining;

  constructor(store: Store<AppState>, worker: RemoteTraining) {
    this.#store = store;
    this.#worker = worker;
  }

  /** Makes sure that the pictures are those of a run, as far as they can be had. */
  async loadRecorded(record: DataRecord): Promise<void> {
    if (await this.#worker.hasData(record)) return;
    await this.load({ kind: 'recorded', record, folder: dataFolder() });
  }

  /** A person's own files, in place of the pictures before; a run that is under way keeps its own. */
  async open(files: readonly File[]): Promise<void> {
    const { data, run } = this.#store.state;
    if (data.phase === 'loading') return;
    if (isBusy(run) || isUnderWay(run)) this.#refuse(data, underWay());
    else await this.load({ kind: 'files', files });
  }

  /** Where it fails, what was there before stays. */
  async load(request: DataRequest): Promise<void> {
    const before = this.#store.state.data;
    // Progress comes on a way of its own and may arrive after the result.
    let isDone = false;
    const tell = (what: string, share: number | undefined): void => {
      if (!isDone) this.#store.update({ data: { phase: 'loading', what, share } });
    };
    tell('Looking for pictures', undefined);
    try {
      const summary = await this.#worker.loadData(request, proxy(tell));
      isDone = true;
      this.#store.update({ data: { phase: 'ready', summary } });
    } catch (error) {
      isDone = true;
      this.#refuse(before, error);
    }
  }

  /** Pictures of a part by their position. */
  async pictures(part: Part, positions: readonly number[]): Promise<Pictures> {
    return this.#worker.pictures(part, positions);
  }

  #refuse(before: DataState, error: unknown): void {
    const failure = failureOf(error);
    this.#store.update({
      data: before.phase === 'ready' ? { ...before, failure } : { phase: 'failed', failure },
    });
  }
}

const underWay = (): ShadegradError =>
  new ShadegradError(
    'SHADEGRAD_RUN_UNDER_WAY',
    'A run is under way on the pictures that are here.',
    'Reset the run, which keeps it in the list of runs, then open the files again.',
  );
