// The commands of a run: train, pause, step, stop, reset. Sends them to the worker and writes into the store what comes of
// them; components call these methods and look at the store.

import { parseRunConfig, type DataRecord } from '@shadegrad/core';
import { proxy } from 'comlink';
import type { MetricHistory } from '../charts/metric-history.js';
import { failureOf } from '../design/failure.js';
import type { Evaluator } from '../evaluation/evaluator.js';
import { currentReport } from '../network/current-report.js';
import { epochsOf, type KeptRun } from '../runs/kept-run.js';
import { openedRun } from '../runs/opened-run.js';
import { runConfigFrom } from '../runs/run-settings.js';
import type { AppState } from '../store/app-state.js';
import type { Store } from '../store/store.js';
import type { Connection } from '../worker/connect.js';
import type { MetricsFrame } from '../worker/messages.js';
import { afterMetrics } from './after-metrics.js';
import { runConfigOf } from './run-config.js';
import { idleRun, isBusy, isUnderWay, type RunState } from './run-state.js';
import { settingsProblem } from './settings.js';

export class TrainingSession {
  readonly #store: Store<AppState>;
  readonly #metrics: MetricHistory;
  readonly #worker: Connection;
  readonly #evaluator: Evaluator;
  /** What follows the steps under way, once they are done. */
  #afterwards: 'pause' | 'stop' | 'reset' = 'pause';

  constructor(store: Store<AppState>, metrics: MetricHistory, worker: Connection, evaluator: Evaluator) {
    this.#store = store;
    this.#metrics = metrics;
    this.#worker = worker;
    this.#evaluator = evaluator;
    worker.onMetrics((frame) => this.#hear(frame));
  }

  /** Begins a run, or goes on with the one that is paused. */
  async train(): Promise<void> {
    await this.#advance();
  }

  /** Ends after the steps under way. */
  async pause(): Promise<void> {
    await this.#interrupt('pause');
  }

  async stepBatch(): Promise<void> {
    await this.#advance(() => 1);
  }

  /** To the end of the epoch under way, or of the next one. */
  async stepEpoch(): Promise<void> {
    await this.#advance(() => {
      const { step = 0, stepsPerEpoch = 0 } = this.#run.progress ?? {};
      return stepsPerEpoch === 0 ? this.#stepsOfFirstEpoch() : stepsPerEpoch - (step % stepsPerEpoch);
    });
  }

  /** Ends the run where it stands and classifies the test pictures. */
  async stop(): Promise<void> {
    if (this.#run.phase === 'paused') await this.#conclude();
    else await this.#interrupt('stop');
  }

  /** Forgets the run. */
  async reset(): Promise<void> {
    if (this.#run.phase === 'running') {
      await this.#interrupt('reset');
      return;
    }
    if (isBusy(this.#run)) return;
    await this.#worker.api.discard();
    this.#metrics.clear();
    this.#store.update({ run: idleRun });
  }

  /** Takes a kept run in place of the one before, with the state of its last checkpoint. */
  async open(kept: KeptRun): Promise<void> {
    if (isBusy(this.#run)) return;
    const config = runConfigFrom(parseRunConfig(kept.config, 'config.json'));
    this.#metrics.clear();
    this.#store.update({ run: { ...idleRun, id: kept.id, phase: 'preparing', share: 0, config } });
    try {
      const onProgress = proxy((done: number, of: number) => this.#change({ share: done / Math.max(1, of) }));
      const { run, rows, learningRates } = await this.#worker.api.openRun(kept.id, onProgress);
      this.#metrics.append(rows, epochsOf(run));
      const opened = openedRun({ run, config, metrics: this.#metrics, learningRates });
      this.#store.update({ run: opened });
      // What was recorded, perhaps elsewhere, is kept as it is; here is what the weights do here.
      if (opened.phase === 'finished') await this.#evaluate(parseRunConfig(run.config, 'config.json').data);
    } catch (error) {
      this.#store.update({ run: { ...idleRun, failure: failureOf(error) } });
    }
  }

  /** Of the next run; and of the one under way, from its next step on. */
  async setLearningRate(learningRate: number): Promise<void> {
    const { settings } = this.#store.state;
    this.#store.update({ settings: { ...settings, optimizer: { ...settings.optimizer, learningRate } } });
    const isRate = Number.isFinite(learningRate) && learningRate >= 0;
    if (isRate && isUnderWay(this.#run)) await this.#worker.api.setLearningRate(learningRate);
  }

  get #run(): RunState {
    return this.#store.state.run;
  }

  #change(change: Partial<RunState>): void {
    this.#store.update(({ run }) => ({ run: { ...run, ...change } }));
  }

  /** @param stepsWanted How many steps; asked once the run is made. Without it, all. */
  async #advance(stepsWanted?: () => number): Promise<void> {
    if (isBusy(this.#run) || !canTrain(this.#store.state)) return;
    try {
      if (this.#run.phase !== 'paused') await this.#begin();
      const config = this.#run.config;
      if (config === undefined) return;
      this.#afterwards = 'pause';
      this.#store.update(({ run: { failure: _failure, ...run } }) => ({ run: { ...run, phase: 'running' } }));
      const steps = stepsWanted?.();
      const { epochs } = config.settings;
      const reason = await this.#worker.api.train({ epochs, ...(steps !== undefined && { steps }) });
      if (reason === 'interrupted') await this.#afterInterruption();
      else await this.#conclude();
    } catch (error) {
      this.#change({ phase: 'failed', failure: failureOf(error) });
    }
  }

  async #begin(): Promise<void> {
    const { state } = this.#store;
    const { model } = currentReport(state);
    if (model === undefined) return;
    const config = runConfigOf(model, state.settings);
    this.#metrics.clear();
    this.#store.update({ run: { ...idleRun, phase: 'preparing', share: 0, config } });
    const onProgress = proxy((done: number, of: number) => this.#change({ share: done / Math.max(1, of) }));
    const id = await this.#worker.api.prepare(config, onProgress);
    if (id !== undefined) this.#change({ id });
  }

  async #interrupt(afterwards: 'pause' | 'stop' | 'reset'): Promise<void> {
    if (this.#run.phase !== 'running') return;
    this.#afterwards = afterwards;
    this.#change({ phase: 'pausing' });
    await this.#worker.api.pause();
  }

  async #afterInterruption(): Promise<void> {
    if (this.#afterwards === 'stop') {
      await this.#conclude();
      return;
    }
    this.#change({ phase: 'paused' });
    if (this.#afterwards === 'reset') await this.reset();
  }

  /** The same for a run that is over and was opened again, if the pictures are its own. */
  async #evaluate(record: DataRecord): Promise<void> {
    if (!(await this.#worker.api.hasData(record))) return;
    this.#change({ phase: 'evaluating', share: 0 });
    const evaluation = await this.#evaluator.evaluate((share) => this.#change({ share }));
    const { evaluation: recorded } = this.#run;
    if (recorded === undefined) await this.#worker.api.conclude(evaluation);
    this.#change({ phase: 'finished', evaluation, ...(recorded && { recordedCorrect: recorded.correct }) });
  }

  /** What the network makes of pictures that it has not seen. */
  async #conclude(): Promise<void> {
    this.#change({ phase: 'evaluating', share: 0 });
    try {
      const evaluation = await this.#evaluator.evaluate((share) => this.#change({ share }));
      await this.#worker.api.conclude(evaluation);
      this.#change({ phase: 'finished', evaluation });
    } catch (error) {
      this.#change({ phase: 'failed', failure: failureOf(error) });
    }
  }

  #stepsOfFirstEpoch(): number {
    const { data, run } = this.#store.state;
    if (data.phase !== 'ready' || run.config === undefined) return 1;
    const { batchSize, validationSplit } = run.config.settings;
    const examples = data.summary.counts.training.reduce((sum, count) => sum + count, 0);
    return Math.ceil(Math.floor(examples * (1 - validationSplit)) / batchSize);
  }

  #hear(frame: MetricsFrame): void {
    for (const event of frame.events) if (event.type === 'rollback') this.#metrics.rewind(event.step);
    this.#metrics.append(
      frame.rows,
      frame.events.filter((event) => event.type === 'epoch_end'),
    );
    this.#store.update(({ run }) => ({ run: afterMetrics(run, frame) }));
  }
}

/** Whether a run could begin now. */
export function canTrain(state: AppState): boolean {
  const isReady = state.device.phase === 'ready' && state.data.phase === 'ready';
  return isReady && settingsProblem(state.settings) === undefined && currentReport(state).model !== undefined;
}
