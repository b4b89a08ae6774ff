// What a run may be asked for, checked, and its examples split into those that it learns from and those that it is
// validated with.

import { ShadegradError } from '../errors.js';
import type { EarlyStopping } from './early-stopping.js';
import type { EpochEnd, RunEnd, RunEvent } from './events.js';
import { type Dataset, exampleCount, sliceDataset } from './examples.js';
import type { DivergenceOptions } from './recovery.js';
import type { SnapshotOptions } from './snapshots.js';

export interface FitOptions extends DivergenceOptions {
  /** Epochs after which training ends, counted from the trainer's first. */
  readonly epochs: number;
  /** Steps after which this call ends, wherever in an epoch that is; the next call goes on. @default all */
  readonly steps?: number;
  /** Examples that are evaluated after each epoch. */
  readonly validationData?: Dataset;
  /** Share of the examples, the last ones, that are kept from training and evaluated after each epoch. @default 0 */
  readonly validationSplit?: number;
  readonly earlyStopping?: EarlyStopping;
  /** A `step` event comes after every so many steps. @default 50 */
  readonly logEvery?: number;
  /** Ends the run after the steps that are under way. */
  readonly signal?: AbortSignal;
  /** Hears everything that happens. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Copies of the state that are taken within epochs, while training goes on. */
  readonly snapshots?: SnapshotOptions;
  /**
   * Awaited after each epoch, before the next begins: the place to write a checkpoint. Whatever the trainer is asked for
   * meanwhile is done at once.
   */
  readonly onEpochEnd?: (epoch: EpochEnd) => Promise<void> | void;
}

export interface FitResult {
  /** `stopped` is early stopping, `interrupted` an abort or the end of `steps`. */
  readonly reason: Exclude<RunEnd['reason'], 'failed'>;
  /** The epochs of this call. */
  readonly history: readonly EpochEnd[];
}

/** Keras keeps the last examples, as they lie in the file, for validation. */
export function splitExamples(
  dataset: Dataset,
  options: FitOptions,
): { training: Dataset; validation?: Dataset } {
  const { validationData, validationSplit = 0 } = options;
  if (validationData !== undefined) return { training: dataset, validation: validationData };
  if (validationSplit === 0) return { training: dataset };
  const count = exampleCount(dataset);
  const kept = Math.floor(count * (1 - validationSplit));
  if (kept < 1 || kept === count) {
    throw new ShadegradError(
      'SHADEGRAD_SETTINGS',
      `A validation split of ${validationSplit} leaves nothing on one side of ${count} examples.`,
      'Use more examples or another split.',
    );
  }
  return { training: sliceDataset(dataset, 0, kept), validation: sliceDataset(dataset, kept, count) };
}

export function checkFitOptions(options: FitOptions): void {
  const { epochs, steps = 1, validationSplit = 0, validationData, logEvery = 50, maxRollbacks = 0 } = options;
  if (!Number.isSafeInteger(epochs) || epochs < 1) {
    throw refuse(`The number of epochs is ${epochs}.`, 'Use a whole number from 1.');
  }
  if (!Number.isSafeInteger(steps) || steps < 1) {
    throw refuse(`The number of steps is ${steps}.`, 'Use a whole number from 1, or leave it out.');
  }
  if (!(validationSplit >= 0 && validationSplit < 1)) {
    throw refuse(
      `The validation split is ${validationSplit}.`,
      'Use a number from 0 to below 1, such as 0.1.',
    );
  }
  if (validationSplit > 0 && validationData !== undefined) {
    throw refuse('There are both validation data and a validation split.', 'Give one of them.');
  }
  if (!Number.isSafeInteger(logEvery) || logEvery < 1) {
    throw refuse(`Steps are logged every ${logEvery}.`, 'Use a whole number from 1.');
  }
  if (!Number.isSafeInteger(maxRollbacks) || maxRollbacks < 0) {
    throw refuse(`The number of rollbacks is ${maxRollbacks}.`, 'Use a whole number from 0.');
  }
}

const refuse = (what: string, fix: string): ShadegradError =>
  new ShadegradError('SHADEGRAD_SETTINGS', what, fix);
