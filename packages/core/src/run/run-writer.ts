// Keeps a run while it goes: a checkpoint whenever one is due and after each epoch, the best weights when they get better.
// They are written one after the other, while the training goes on; where to is the caller's.

import { stamp, type EpochEnd, type RunEvent } from '../training/events.js';
import type { TrainerState } from '../training/state.js';
import type { Trainer } from '../training/trainer.js';
import type { Weights } from '../training/weights.js';
import type { BestWeights, Checkpoint } from './checkpoint.js';
import { CheckpointSchedule } from './checkpoint-schedule.js';
import type { CheckpointCadence } from './run-config.js';

/** Where checkpoints go. What is written is whole or not there at all. */
export interface CheckpointSink {
  /** Writes a checkpoint. Returns where it lies. */
  write(checkpoint: Checkpoint): Promise<string>;
  /**
   * Writes a checkpoint to go on from in place of those of later steps, which are removed once it is there. Returns its best
   * weights, as far as they are still kept.
   */
  rewind(checkpoint: Checkpoint): Promise<BestWeights | undefined>;
  /** Writes weights that are the best so far; the checkpoint that names them is to follow. */
  writeBest(
    weights: Weights,
    score: Omit<BestWeights, 'sha256'>,
  ): Promise<{ readonly path: string; readonly best: BestWeights }>;
}

export interface RunWriterOptions {
  readonly trainer: Pick<Trainer, 'state'>;
  readonly sink: CheckpointSink;
  readonly cadence: CheckpointCadence;
  /** The step from which the run goes on, and its best weights so far: of the checkpoint there. */
  readonly step: number;
  readonly best: BestWeights | undefined;
  readonly tell: (event: RunEvent) => void;
  /** Waits until the events that were told are kept. */
  readonly syncEvents: () => Promise<void> | void;
  /** Hears of a checkpoint that was asked for. */
  readonly onRequested?: (path: string) => void;
}

export class RunWriter {
  readonly #options: RunWriterOptions;
  readonly #schedule: CheckpointSchedule;
  /** The best weights so far, and before them those that were the best by then. */
  #best: readonly BestWeights[];
  /** The last of the writes, each of which waits for the one before. */
  #writing: Promise<void> = Promise.resolve();
  #hasFailed = false;
  /** The step of the newest checkpoint. */
  #written: number;

  constructor(options: RunWriterOptions) {
    this.#options = options;
    this.#schedule = new CheckpointSchedule(options.cadence, options.step);
    this.#best = options.best === undefined ? [] : [options.best];
    this.#written = options.step;
  }

  /** Asks for a checkpoint at the next step. */
  request(): void {
    this.#schedule.request();
  }

  /** What `fit` needs to know of snapshots. */
  isDue(step: number): boolean {
    // A write that failed in the background ends the run by the next snapshot.
    return this.#hasFailed || this.#schedule.isDue(step);
  }

  /** Writes a checkpoint; resolves once the disk has it. */
  take(state: TrainerState): Promise<void> {
    const wasRequested = this.#schedule.taken(state.progress.step);
    return this.#enqueue(() => this.#write(state, wasRequested));
  }

  /** After each epoch: its state is written while the next epoch is trained. */
  async epochEnded({ validationLoss = Infinity }: EpochEnd): Promise<void> {
    // Where epochs are faster than the disk, states must not pile up.
    await this.finish();
    const state = await this.#options.trainer.state();
    const wasRequested = this.#schedule.taken(state.progress.step);
    void this.#enqueue(async () => {
      if (validationLoss < (this.#best.at(-1)?.validationLoss ?? Infinity))
        await this.#writeBest(state, validationLoss);
      await this.#write(state, wasRequested);
    });
  }

  /** Writes where the run stands now, after what is being written. */
  async writeNow(): Promise<void> {
    await this.take(await this.#options.trainer.state());
  }

  /** Writes a state, unless there is a checkpoint of a later step. */
  async writeIfNewer(state: TrainerState): Promise<void> {
    if (state.progress.step > this.#written) await this.take(state);
  }

  /** The run went back to `state`: what was written of later steps is no part of it any more. Resolves once that is gone. */
  rewind(state: TrainerState): Promise<void> {
    const { step, epoch } = state.progress;
    this.#schedule.taken(step);
    return this.#enqueue(async () => {
      const before = this.#best.filter((best) => best.step <= step && best.epoch <= epoch);
      const best = await this.#options.sink.rewind({ state, best: before.at(-1) });
      this.#best = best === undefined ? [] : before;
      this.#written = step;
    });
  }

  /** Waits for what is being written; throws what went wrong with any of it. */
  async finish(): Promise<void> {
    await this.#writing;
  }

  /** Waits for what is being written, on the way out of a run that has failed already. */
  async settle(): Promise<void> {
    await this.#writing.catch(() => {});
  }

  #enqueue(task: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(task);
    this.#writing.catch(() => {
      this.#hasFailed = true;
    });
    return this.#writing;
  }

  async #write(state: TrainerState, wasRequested: boolean): Promise<void> {
    const { sink, tell, syncEvents, onRequested } = this.#options;
    if (!isSound(state)) return;
    // What a checkpoint says was done must have been told, also after a crash of the machine.
    await syncEvents();
    const path = await sink.write({ state, best: this.#best.at(-1) });
    const { step, epoch } = state.progress;
    this.#written = step;
    tell(stamp({ type: 'checkpoint', kind: 'last', path, step, epoch }));
    if (wasRequested) onRequested?.(path);
  }

  async #writeBest({ weights, progress }: TrainerState, validationLoss: number): Promise<void> {
    const { step, epoch } = progress;
    const { path, best } = await this.#options.sink.writeBest(weights, { step, epoch, validationLoss });
    this.#best = [...this.#best, best];
    this.#options.tell(stamp({ type: 'checkpoint', kind: 'best', path, step, epoch }));
  }
}

/** A state that has broken is nothing to go back to; the next step's loss will say so. */
function isSound({ weights, optimizer }: TrainerState): boolean {
  return [...weights.values(), ...optimizer.values()].every(({ data }) => data.every(Number.isFinite));
}
