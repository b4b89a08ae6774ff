// The commands about kept runs: open, go on, rename, note, compare, fork, delete. Writes into the store what there is.

import { parseRunConfig } from '@shadegrad/core';
import { MetricHistory } from '../charts/metric-history.js';
import type { DataLoader } from '../data/data-loader.js';
import { failureOf } from '../design/failure.js';
import { networkOf } from '../network/network-state.js';
import type { AppState } from '../store/app-state.js';
import type { Store } from '../store/store.js';
import { baseLearningRate, isBusy } from '../training/run-state.js';
import type { TrainingSession } from '../training/training-session.js';
import type { Connection } from '../worker/connect.js';
import { proxy } from 'comlink';
import { epochsOf, type KeptRun } from './kept-run.js';
import { RunDatabase } from './run-database.js';
import { lockedRuns, unlocked } from './run-lock.js';
import { runConfigFrom } from './run-settings.js';
import { onRunsChanged, runsChanged } from './runs-channel.js';
import { MOST_COMPARED, type RunsState } from './runs-state.js';
import { whileBusy } from './while-busy.js';

export class RunLibrary {
  readonly #store: Store<AppState>;
  readonly #worker: Connection;
  readonly #training: TrainingSession;
  readonly #data: DataLoader;
  readonly #database = new RunDatabase();
  /** What was measured of the runs that are compared. */
  readonly #histories = new Map<string, MetricHistory>();
  /** Runs that are waited for until nobody has them. */
  readonly #awaited = new Set<string>();

  constructor(
    store: Store<AppState>,
    worker: Connection,
    { training, data }: { readonly training: TrainingSession; readonly data: DataLoader },
  ) {
    this.#store = store;
    this.#worker = worker;
    this.#training = training;
    this.#data = data;
  }

  /** Reads what is kept, and follows what other tabs do to it. */
  start(): void {
    onRunsChanged(() => void this.refresh());
    void this.#worker.api.onStorageTrouble(proxy((trouble) => this.#change({ trouble })));
    document.addEventListener('visibilitychange', () => {
      // Phones end pages that are out of sight without a word.
      if (document.visibilityState === 'hidden') void this.#worker.api.keepSoon();
      else void this.refresh();
    });
    void this.refresh();
  }

  async refresh(): Promise<void> {
    try {
      const [list, locked] = await Promise.all([this.#database.list(), lockedRuns()]);
      const compared = this.#runs.compared.filter((id) => list.some((run) => run.id === id));
      this.#change({ list, locked, compared });
      for (const id of locked) void this.#awaitUnlocked(id);
      const { usage, quota } = await navigator.storage.estimate();
      if (usage !== undefined && quota !== undefined) this.#change({ usage: { used: usage, quota } });
    } catch (error) {
      this.#change({ list: this.#runs.list ?? [], failure: failureOf(error) });
    }
  }

  /** Takes a kept run in place of the one before, with the pictures that it was made with. */
  async open(run: KeptRun): Promise<void> {
    await this.#do('Opening the run', async () => {
      if (isBusy(this.#store.state.run)) return;
      await this.#data.loadRecorded(parseRunConfig(run.config, 'config.json').data);
      await this.#training.open(run);
    });
  }

  /** Opens a run and goes on with it. */
  async resume(run: KeptRun): Promise<void> {
    await this.open(run);
    if (this.#store.state.run.phase === 'paused') await this.#training.train();
  }

  /**
   * Goes on with the run that has failed, from its last checkpoint or its beginning; where its numbers broke, with the
   * learning rate of then, or with a tenth of the one that broke it where that is less.
   */
  async goBack(): Promise<void> {
    const { run } = this.#store.state;
    const kept = this.#runs.list?.find(({ id }) => id === run.id);
    if (run.phase !== 'failed' || kept === undefined) return;
    await this.open(kept);
    const opened = this.#store.state.run;
    if (opened.phase !== 'paused') return;
    const [before = 0, now = 0] = [baseLearningRate(run), baseLearningRate(opened)];
    if (run.failure?.code === 'SHADEGRAD_DIVERGED') {
      await this.#training.setLearningRate(Math.min(now, before / 10));
    }
    await this.#training.train();
  }

  declineOffer(): void {
    this.#change({ isOfferDeclined: true });
  }

  async rename(run: KeptRun, name: string): Promise<void> {
    const trimmed = name.trim().slice(0, 100);
    if (trimmed !== '') await this.#edit(run, { name: trimmed });
  }

  async annotate(run: KeptRun, note: string): Promise<void> {
    await this.#edit(run, { note: note.slice(0, 10_000) });
  }

  async remove(run: KeptRun): Promise<void> {
    await this.#do('Deleting the run', async () => {
      if (this.#store.state.run.id === run.id) await this.#training.reset();
      await this.#worker.api.deleteRun(run.id);
      await this.refresh();
    });
  }

  /** Puts the network, the settings and the seed of a run where they are edited. */
  fork(run: KeptRun): void {
    const { model, settings } = runConfigFrom(parseRunConfig(run.config, 'config.json'));
    this.#store.update({ network: networkOf(model.name, model.layers), settings });
  }

  /** Draws the curves of a run beside those of the others, or no longer. */
  async compare(run: KeptRun, isCompared: boolean): Promise<void> {
    await this.#do('Reading the curves', async () => {
      const others = this.#runs.compared.filter((id) => id !== run.id);
      if (isCompared) this.#histories.set(run.id, await this.#history(run));
      else this.#histories.delete(run.id);
      this.#change({ compared: isCompared ? [...others, run.id].slice(-MOST_COMPARED) : others });
    });
  }

  /** What was measured of a run that is compared. */
  history(id: string): MetricHistory | undefined {
    return this.#histories.get(id);
  }

  /** A tab that was closed, or a page that was left by a reload, gives its run back without a word. */
  async #awaitUnlocked(id: string): Promise<void> {
    if (this.#awaited.has(id)) return;
    this.#awaited.add(id);
    await unlocked(id).catch(() => undefined);
    this.#awaited.delete(id);
    await this.refresh();
  }

  get #runs(): RunsState {
    return this.#store.state.runs;
  }

  #change(change: Partial<RunsState>): void {
    this.#store.update(({ runs }) => ({ runs: { ...runs, ...change } }));
  }

  async #history(run: KeptRun): Promise<MetricHistory> {
    const history = new MetricHistory();
    history.append(await this.#database.metrics(run.id), epochsOf(run));
    return history;
  }

  async #edit(run: KeptRun, change: Partial<Pick<KeptRun, 'name' | 'note'>>): Promise<void> {
    await this.#do('Keeping the change', async () => {
      await this.#database.update(run.id, (kept) => ({ ...kept, ...change }));
      runsChanged();
      await this.refresh();
    });
  }

  async #do(what: string, work: () => Promise<void>): Promise<void> {
    await whileBusy(this.#store, what, work);
  }
}
