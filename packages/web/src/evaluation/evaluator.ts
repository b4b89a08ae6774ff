// Classifies the test pictures with the weights as they are now, also while they are trained, and keeps what came of it.

import type { Evaluation } from '@shadegrad/core';
import { proxy } from 'comlink';
import { failureOf } from '../design/failure.js';
import type { AppState } from '../store/app-state.js';
import type { Store } from '../store/store.js';
import type { RemoteTraining } from '../worker/connect.js';
import type { EvaluationState } from './evaluation-state.js';

export class Evaluator {
  readonly #store: Store<AppState>;
  readonly #worker: RemoteTraining;

  constructor(store: Store<AppState>, worker: RemoteTraining) {
    this.#store = store;
    this.#worker = worker;
  }

  /**
   * @param onShare Hears how much is done, from 0 to 1.
   * @throws what the worker throws; the store tells of it too.
   */
  async evaluate(onShare?: (share: number) => void): Promise<Evaluation> {
    const { config } = this.#store.state.run;
    if (config === undefined) throw new Error('there is no run to evaluate');
    const { report } = this.#store.state.evaluation;
    const keep: EvaluationState = report === undefined ? {} : { report };
    // Progress comes on a way of its own and may arrive after the result.
    let isDone = false;
    const tell = (share: number): void => {
      if (isDone) return;
      this.#store.update({ evaluation: { ...keep, share } });
      onShare?.(share);
    };
    tell(0);
    try {
      const onProgress = proxy((done: number, of: number) => tell(done / of));
      const found = await this.#worker.evaluate(onProgress);
      isDone = true;
      this.#store.update({ evaluation: { report: { config, ...found } } });
      return found.evaluation;
    } catch (error) {
      isDone = true;
      this.#store.update({ evaluation: { ...keep, failure: failureOf(error) } });
      throw error;
    }
  }
}
