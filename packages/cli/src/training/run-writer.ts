// Keeps a run on disk while it goes: a checkpoint after each epoch, the best weights when they get better.

import { stamp, type EpochEnd, type RunEvent, type Trainer } from '@shadegrad/core';
import { writeBest, writeCheckpoint } from '../run-folder/checkpoint.js';
import type { EpochRecord } from '../run-folder/metrics-log.js';
import type { RunPaths } from '../run-folder/paths.js';

export interface RunWriterOptions {
  readonly trainer: Trainer;
  readonly paths: RunPaths;
  readonly classes: readonly string[];
  /** Epochs of the run before it was resumed. */
  readonly earlier: readonly EpochRecord[];
  readonly tell: (event: RunEvent) => void;
}

export class RunWriter {
  readonly #options: RunWriterOptions;
  /** Lowest validation loss so far. */
  #best: number;

  constructor(options: RunWriterOptions) {
    this.#options = options;
    this.#best = Math.min(
      Infinity,
      ...options.earlier.map(({ validationLoss }) => validationLoss ?? Infinity),
    );
  }

  /** After each epoch. */
  async epochEnded({ epoch, step, validationLoss = Infinity }: EpochEnd): Promise<void> {
    await this.writeCheckpoint();
    if (validationLoss >= this.#best) return;
    this.#best = validationLoss;
    const { trainer, paths, classes, tell } = this.#options;
    await writeBest(paths.best, { model: trainer.model, weights: await trainer.weights(), classes });
    tell(stamp({ type: 'checkpoint', kind: 'best', path: paths.best, step, epoch }));
  }

  /** Writes where the run stands now. */
  async writeCheckpoint(): Promise<void> {
    const { trainer, paths, classes, tell } = this.#options;
    const state = await trainer.state();
    await writeCheckpoint(paths.checkpoint, state, { model: trainer.model, classes });
    const { step, epoch } = state.progress;
    tell(stamp({ type: 'checkpoint', kind: 'last', path: paths.checkpoint, step, epoch }));
  }
}
