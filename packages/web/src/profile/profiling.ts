// Times the kernels of a training step, finds the fastest variants of them, and writes what comes of it into the store.

import { proxy } from 'comlink';
import { failureOf } from '../design/failure.js';
import { currentReport } from '../network/current-report.js';
import type { AppState } from '../store/app-state.js';
import type { Store } from '../store/store.js';
import { runConfigOf } from '../training/run-config.js';
import type { RemoteTraining } from '../worker/connect.js';

export class Profiling {
  readonly #store: Store<AppState>;
  readonly #worker: RemoteTraining;

  constructor(store: Store<AppState>, worker: RemoteTraining) {
    this.#store = store;
    this.#worker = worker;
  }

  /** Measures the network as it is being edited, with weights of its own. */
  async measure(): Promise<void> {
    const { state } = this.#store;
    const { model } = currentReport(state);
    if (model === undefined || state.profile.phase === 'measuring') return;
    const tell = (share: number): void => this.#store.update({ profile: { phase: 'measuring', share } });
    tell(0);
    try {
      const config = runConfigOf(model, state.settings);
      const profile = await this.#worker.profile(
        config,
        proxy((done: number, of: number) => tell(done / of)),
      );
      this.#store.update({ profile: { phase: 'done', profile } });
    } catch (error) {
      this.#store.update({ profile: { phase: 'none', failure: failureOf(error) } });
    }
  }

  /** Measures which variant of each kernel is fastest here, for the network as it is being edited. Later runs take it. */
  async tune(): Promise<void> {
    const { state } = this.#store;
    const { model } = currentReport(state);
    if (model === undefined || state.tuning.phase === 'tuning') return;
    const tell = (done: number, of: number, product: string): void =>
      this.#store.update({ tuning: { phase: 'tuning', done, of, product } });
    tell(0, 0, '');
    try {
      const table = await this.#worker.tune(runConfigOf(model, state.settings), proxy(tell));
      this.#store.update({ tuning: { phase: 'done', table } });
    } catch (error) {
      this.#store.update({ tuning: { phase: 'none', failure: failureOf(error) } });
    }
  }
}
