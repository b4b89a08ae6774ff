// Keeps a run while it trains: what was measured and its weights in the database, checkpoints as files. For the worker.
// Where the browser keeps nothing, or has no more room, the run goes on without, and that is told once.

import {
  isLaterThan,
  writeSafetensorsNetwork,
  RunWriter,
  type CheckpointSink,
  type Evaluation,
  type RunConfig as FolderConfig,
  type RunEvent,
  type RunPosition,
  type Trainer,
} from '@shadegrad/core';
import { failureOf, type Failure } from '../design/failure.js';
import type { MetricsFrame } from '../worker/messages.js';
import { CheckpointFiles } from './checkpoint-files.js';
import { withoutFailure, type KeptRun, type KeptStatus } from './kept-run.js';
import { joined, rowsUpTo } from './metric-rows.js';
import type { RunDatabase } from './run-database.js';
import { runsChanged } from './runs-channel.js';
import { storageError } from './storage-error.js';

export interface RecorderOptions {
  readonly database: RunDatabase;
  readonly run: KeptRun;
  readonly config: FolderConfig;
  readonly trainer: Trainer;
  /** The weights that were best so far, for a run that goes on. */
  readonly best: ConstructorParameters<typeof RunWriter>[0]['best'];
  readonly tell: (event: RunEvent) => void;
  /** Sends on what has come together, so that `takeIn` has it. */
  readonly flush: () => void;
  readonly onTrouble: (failure: Failure) => void;
}

export class RunRecorder {
  readonly id: string;
  /** Hears of snapshots and of ends of epochs. */
  readonly writer: RunWriter;
  readonly #options: RecorderOptions;
  #rows: Float64Array[] = [];
  #events: KeptRun['events'] = [];
  #seconds = 0;
  /** Where the run went back to; what the database has of later steps is to be forgotten first. */
  #rewindTo: RunPosition | undefined;
  #status: KeptStatus = 'paused';
  #isBroken = false;
  #isWriting = false;

  constructor(options: RecorderOptions) {
    const { run, config, trainer, best, tell } = options;
    this.#options = options;
    this.id = run.id;
    this.#seconds = run.seconds;
    this.writer = new RunWriter({
      trainer,
      sink: this.#sink(
        new CheckpointFiles(run.id).sink({ model: trainer.model, classes: config.data.classes }),
      ),
      cadence: config.checkpointEvery,
      step: run.step,
      best,
      tell: (event) => {
        if (!this.#isBroken) tell(event);
      },
      syncEvents: () => this.#attempt(() => this.#save()),
    });
  }

  /** What the page is told is what is kept. */
  takeIn({ rows, events, seconds }: MetricsFrame): void {
    if (rows.length > 0) this.#rows.push(rows.slice());
    this.#events = [...this.#events, ...events];
    this.#seconds = seconds;
  }

  /** Training begins, or goes on. */
  async begun(): Promise<void> {
    this.#status = 'running';
    await this.#attempt(() => this.#save(withoutFailure));
  }

  /** The run went back to a state of before its numbers broke: what was kept of later steps is no part of it any more. */
  wentBack(position: RunPosition): void {
    this.#rows = [rowsUpTo(joined(this.#rows), position.step)];
    this.#events = this.#events.filter((event) => !isLaterThan(event, position));
    if (position.step < (this.#rewindTo?.step ?? Infinity)) this.#rewindTo = position;
    const state = this.#options.trainer.keptState;
    if (state !== undefined) void this.writer.rewind(state);
  }

  /** Training stands: everything up to here is kept. */
  async paused(): Promise<void> {
    this.#status = 'paused';
    this.#isWriting = true;
    await this.writer.writeNow().finally(() => {
      this.#isWriting = false;
    });
  }

  /** A step was made by hand; more of them may follow soon, and training should not wait for the disk between them. */
  stepped(): void {
    this.#status = 'paused';
    if (!this.#isWriting) void this.paused().catch(() => undefined);
  }

  async failed(error: unknown): Promise<void> {
    this.#status = 'failed';
    const failure = failureOf(error);
    await this.writer.settle();
    await this.#attempt(() => this.#save((run) => ({ ...run, failure })));
  }

  /** The run is over, and the test pictures were classified. */
  async concluded(evaluation: Evaluation): Promise<void> {
    await this.paused();
    this.#status = 'finished';
    await this.#attempt(() => this.#save((run) => ({ ...run, evaluation })));
  }

  /** First the record, in which each step comes once, then the checkpoint that says it was made. */
  #sink(files: CheckpointSink): CheckpointSink {
    const { database, config } = this.#options;
    return {
      write: async (checkpoint) => {
        const { weights } = checkpoint.state;
        const path = await this.#attempt(async () => {
          const network = { model: config.model, classes: config.data.classes, weights };
          await database.update(this.id, (run) => run, { weights: writeSafetensorsNetwork(network) });
          const written = await files.write(checkpoint);
          runsChanged();
          return written;
        });
        return path ?? '';
      },
      rewind: (checkpoint) => this.#attempt(() => files.rewind(checkpoint)),
      writeBest: async (weights, score) => {
        const written = await this.#attempt(() => files.writeBest(weights, score));
        return written ?? { path: '', best: { ...score, sha256: '0'.repeat(64) } };
      },
    };
  }

  async #save(change: (run: KeptRun) => KeptRun = (run) => run): Promise<void> {
    const { database, trainer, flush } = this.#options;
    flush();
    const rewindTo = this.#rewindTo;
    const rows = joined(this.#rows);
    const events = this.#events;
    this.#rows = [];
    this.#events = [];
    this.#rewindTo = undefined;
    const [seconds, status, step] = [this.#seconds, this.#status, trainer.step];
    if (rewindTo !== undefined) await database.rewind(this.id, rewindTo);
    await database.update(
      this.id,
      (run) => change({ ...run, status, step, seconds, events: [...run.events, ...events] }),
      { rows },
    );
    runsChanged();
  }

  async #attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#isBroken) return undefined;
    try {
      return await work();
    } catch (error) {
      this.#isBroken = true;
      this.#options.onTrouble(failureOf(storageError(error)));
      return undefined;
    }
  }
}

