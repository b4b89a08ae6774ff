// The commands about pictures: load others, fetch some to look at. Writes into the store what there is.

import type { DataRecord } from '@shadegrad/core';
import { proxy } from 'comlink';
import { failureOf } from '../design/failure.js';
import type { AppState } from '../store/app-state.js';
import type { Store } from '../store/store.js';
import type { RemoteTraining } from '../worker/connect.js';
import type { DataRequest, Part, Pictures } from './data-state.js';

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

  /** Where it fails, what was there before stays. */
  async load(request: DataRequest): Promise<void> {
    const before = this.#store.state.data;
    const tell = (what: string, share: number | undefined): void =>
      this.#store.update({ data: { phase: 'loading', what, share } });
    tell('Looking for pictures', undefined);
    try {
      const summary = await this.#worker.loadData(request, proxy(tell));
      this.#store.update({ data: { phase: 'ready', summary } });
    } catch (error) {
      const failure = failureOf(error);
      this.#store.update({
        data: before.phase === 'ready' ? { ...before, failure } : { phase: 'failed', failure },
      });
    }
  }

  /** Pictures of a part by their position. */
  async pictures(part: Part, positions: readonly number[]): Promise<Pictures> {
    return this.#worker.pictures(part, positions);
  }
}
