// Times the kernels of a training step and writes what comes of it into the store.

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
}
