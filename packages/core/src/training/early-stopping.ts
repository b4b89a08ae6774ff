// Ends a run whose score no longer gets better, as Keras' EarlyStopping.

import { ShadegradError } from '../errors.js';
import type { EpochEnd } from './events.js';
import type { RunProgress } from './progress.js';
import type { Weights } from './weights.js';

export type Monitor = 'loss' | 'accuracy' | 'validationLoss' | 'validationAccuracy';

export interface EarlyStopping {
  /** What should get better. @default 'validationLoss' */
  readonly monitor?: Monitor;
  /** Epochs without improvement after which training ends; 0 is taken as 1. @default 0 */
  readonly patience?: number;
  /** Smaller changes count as none. @default 0 */
  readonly minDelta?: number;
  /** Put the weights of the best epoch back at the end. @default false */
  readonly restoreBestWeights?: boolean;
}

export interface EarlyStoppingState {
  /** The best score so far. */
  readonly best: number;
  /** The epoch it was reached in, from 1. */
  readonly bestEpoch: number;
  /** Epochs since. */
  readonly wait: number;
}

/** What early stopping needs of the run. */
interface Host {
  readonly progress: RunProgress;
  readonly readWeights: () => Promise<Weights>;
  readonly writeWeights: (weights: Weights) => void;
}

export class EarlyStoppingMonitor {
  readonly #settings: Required<EarlyStopping>;
  readonly #host: Host;
  #bestWeights: Weights | undefined;

  constructor(settings: EarlyStopping, host: Host) {
    const { monitor = 'validationLoss', patience = 0, minDelta = 0, restoreBestWeights = false } = settings;
    this.#settings = { monitor, patience, minDelta, restoreBestWeights };
    this.#host = host;
  }

  /**
   * Takes in an epoch. Returns true if training is over.
   *
   * @throws ShadegradError `SHADEGRAD_SETTINGS` where the epoch has no such score.
   */
  async observe(epoch: EpochEnd): Promise<boolean> {
    const { monitor, patience, minDelta, restoreBestWeights } = this.#settings;
    const value = epoch[monitor];
    if (value === undefined) {
      throw new ShadegradError(
        'SHADEGRAD_SETTINGS',
        `Early stopping watches ${monitor}, but nothing is validated.`,
        'Give validation data or a validation split, or watch loss or accuracy.',
      );
    }
    const { progress } = this.#host;
    const before = progress.earlyStopping;
    const score = monitor === 'loss' || monitor === 'validationLoss' ? -value : value;
    if (before === undefined || score > before.best + minDelta) {
      progress.earlyStopping = { best: score, bestEpoch: epoch.epoch, wait: 0 };
      if (restoreBestWeights) this.#bestWeights = await this.#host.readWeights();
    } else {
      progress.earlyStopping = { ...before, wait: before.wait + 1 };
    }
    const isOver = progress.earlyStopping.wait >= Math.max(1, patience);
    if (isOver) this.finish();
    return isOver;
  }

  /** Puts the best weights back where that was asked for. */
  finish(): void {
    if (this.#bestWeights !== undefined) this.#host.writeWeights(this.#bestWeights);
  }
}
