// Looks into the network while somebody watches: at the picture on the drawing board whenever that or the weights are
// others, and from time to time at how its numbers are spread. While it trains, looking takes but a small part of the time.

import { failureOf } from '../design/failure.js';
import type { AppState } from '../store/app-state.js';
import type { Store } from '../store/store.js';
import { hasNetwork } from '../training/run-state.js';
import { Latest } from '../worker/latest.js';
import type { TrainingApi } from '../worker/training-api.js';
import { initialInsides, type InsidesState } from './insides-state.js';
import { thinned } from './network-statistics.js';

/** Records that are kept of a run. */
const MOST_RECORDS = 96;

/** The parts of the state that it follows. */
export type Followed = Pick<AppState, 'run' | 'drawing' | 'insides' | 'data'>;
type Looking = Pick<TrainingApi, 'inspect' | 'statistics' | 'pictures'>;

export class Insides {
  readonly #store: Store<Followed>;
  readonly #worker: Looking;
  /** While training, at most a tenth of the time goes into pictures and a twentieth into statistics. */
  readonly #snapshots = new Watch(() => this.#look(), { leastPause: 300, share: 0.1 });
  readonly #records = new Watch(() => this.#record(), { leastPause: 1000, share: 0.05 });
  #isWatched = false;
  /** The first test picture, for as long as there is none on the board. */
  #fallback: { readonly data: Followed['data']; readonly picture: Uint8Array } | undefined;

  constructor(store: Store<Followed>, worker: Looking) {
    this.#store = store;
    this.#worker = worker;
    store.subscribe(() => this.#follow());
  }

  /** Whether somebody looks; while nobody does, nothing is computed. */
  setWatched(isWatched: boolean): void {
    this.#isWatched = isWatched;
    this.#follow();
  }

  #follow(): void {
    const { run, drawing, insides } = this.#store.state;
    if (run.config !== insides.config) {
      this.#snapshots.forget();
      this.#records.forget();
      this.#store.update({ insides: { ...initialInsides, ...(run.config && { config: run.config }) } });
      return;
    }
    if (!this.#isWatched || !hasNetwork(run)) return;
    const isTraining = run.phase === 'running' || run.phase === 'pausing';
    const step = run.progress?.step ?? 0;
    this.#snapshots.see([run.config, step, drawing.picture], isTraining);
    this.#records.see([run.config, step], isTraining);
  }

  #update(change: Partial<InsidesState>): void {
    this.#store.update(({ insides }) => ({ insides: { ...insides, ...change } }));
  }

  async #look(): Promise<void> {
    const { config } = this.#store.state.run;
    await this.#try(async () => {
      const picture = this.#store.state.drawing.picture ?? (await this.#firstTestPicture());
      if (picture === undefined) return;
      const snapshot = await this.#worker.inspect(picture);
      if (this.#store.state.run.config === config) this.#update({ snapshot });
    });
  }

  async #record(): Promise<void> {
    const { config } = this.#store.state.run;
    await this.#try(async () => {
      const statistics = await this.#worker.statistics();
      const { run, insides } = this.#store.state;
      if (run.config !== config) return;
      // A run that lost its GPU goes on from a step before.
      const before = insides.history.filter(({ step }) => step < statistics.step);
      this.#update({ history: thinned([...before, statistics], MOST_RECORDS) });
    });
  }

  /** What fails because the run has gone meanwhile is no news. */
  async #try(task: () => Promise<void>): Promise<void> {
    const { config } = this.#store.state.run;
    try {
      await task();
      const { failure, ...rest } = this.#store.state.insides;
      if (failure !== undefined) this.#store.update({ insides: rest });
    } catch (error) {
      const { run } = this.#store.state;
      if (run.config === config && hasNetwork(run)) this.#update({ failure: failureOf(error) });
    }
  }

  async #firstTestPicture(): Promise<Uint8Array | undefined> {
    const { data } = this.#store.state;
    if (data.phase !== 'ready') return undefined;
    if (this.#fallback?.data !== data) {
      const { images } = await this.#worker.pictures('test', [0]);
      this.#fallback = { data, picture: images };
    }
    return this.#fallback.picture;
  }
}

/** Runs a task when what it depends on is another, with pauses while the network trains. */
class Watch {
  readonly #latest: Latest;
  readonly #leastPause: number;
  readonly #share: number;
  #seen: readonly unknown[] = [];
  #notBefore = 0;
  /** Counts the networks. */
  #generation = 0;

  constructor(
    task: () => Promise<void>,
    { leastPause, share }: { readonly leastPause: number; readonly share: number },
  ) {
    this.#leastPause = leastPause;
    this.#share = share;
    this.#latest = new Latest(async () => {
      const begun = performance.now();
      const generation = this.#generation;
      await task();
      if (generation !== this.#generation) return;
      const now = performance.now();
      this.#notBefore = now + Math.max(this.#leastPause, (now - begun) * (1 / this.#share - 1));
    });
  }

  /** Another network is looked at at once, however long a look at the one before took. */
  forget(): void {
    this.#seen = [];
    this.#notBefore = 0;
    this.#generation += 1;
  }

  see(dependencies: readonly unknown[], isTraining: boolean): void {
    if (isTraining && performance.now() < this.#notBefore) return;
    if (dependencies.every((value, i) => value === this.#seen[i])) return;
    this.#seen = dependencies;
    void this.#latest.request();
  }
}
