// The settings of a run, as a form edits them, and what core makes of them.

import {
  parseOptimizer,
  parseSchedule,
  type Optimizer,
  type RunConfig as FolderConfig,
  type Schedule,
} from '@shadegrad/core';
import type { Preset } from '../network/presets.js';

export const OPTIMIZERS = ['adam', 'adamw', 'sgd', 'rmsprop', 'adadelta'] as const;
export const SCHEDULES = ['constant', 'cosine', 'step', 'oneCycle', 'warmUp'] as const;

export interface TrainingSettings {
  readonly epochs: number;
  readonly batchSize: number;
  /** With the learning rate that the run begins with. */
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  /** Share of the training pictures that is kept for validation. */
  readonly validationSplit: number;
  /** Whether the network's dropout layers act. */
  readonly dropout: boolean;
  readonly seed: number;
  /** What becomes of the run when its numbers break: it ends, or goes back to its last good state. */
  readonly onNan: FolderConfig['onNan'];
}

export function settingsOf(preset: Preset, seed = 42): TrainingSettings {
  const { epochs, batchSize, optimizer, schedule, validationSplit } = preset;
  return { epochs, batchSize, optimizer, schedule, validationSplit, dropout: true, seed, onNan: 'stop' };
}

/** Keras' default: about the last hundred steps. */
const EMA_MOMENTUM = 0.99;

/** Another optimizer comes with its own defaults, its learning rate among them; weights stay averaged or not. */
export const optimizerOf = (type: (typeof OPTIMIZERS)[number], { emaMomentum }: Optimizer): Optimizer =>
  parseOptimizer({ type, ...(emaMomentum !== undefined && { emaMomentum }) });

/** The same optimizer whose weights are averaged, or are not. */
export function withAveraging({ emaMomentum, ...optimizer }: Optimizer, isAveraged: boolean): Optimizer {
  return parseOptimizer({ ...optimizer, ...(isAveraged && { emaMomentum: emaMomentum ?? EMA_MOMENTUM }) });
}

export const scheduleOf = (type: (typeof SCHEDULES)[number]): Schedule => parseSchedule(type);

/** What is wrong with the settings, for the first field that is; nothing if a run can begin. */
export function settingsProblem(settings: TrainingSettings): string | undefined {
  const { epochs, batchSize, optimizer, validationSplit, seed } = settings;
  if (!isWhole(epochs, 1, 100_000)) return 'Epochs must be a whole number from 1 to 100,000.';
  if (!isWhole(batchSize, 1, 65_536)) return 'The batch size must be a whole number from 1 to 65,536.';
  if (!(optimizer.learningRate >= 0 && Number.isFinite(optimizer.learningRate))) {
    return 'The learning rate must be a number of at least 0.';
  }
  if (!(validationSplit >= 0 && validationSplit < 1)) {
    return 'The validation split must be from 0 to below 1.';
  }
  if (!isWhole(seed, 0, 2 ** 32 - 1)) return 'The seed must be a whole number from 0 to 4,294,967,295.';
  return undefined;
}

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most;
