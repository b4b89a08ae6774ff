// Brings a run back from what would end it: another device in place of a lost one, or a state of before its numbers broke.

import { ShadegradError } from '../errors.js';
import type { Gpu } from '../runtime/gpu.js';
import type { Announcer } from './announcer.js';
import { describe, DivergenceError } from './divergence.js';
import type { Engine } from './engine.js';
import { baseLearningRate } from './learning-rate.js';
import { resetProgress, type RunProgress } from './progress.js';
import { loadState, type TrainerState } from './state.js';
import type { StateKeeper } from './state-keeper.js';

/** How a trainer goes on when its device is lost: the driver crashed, the machine slept, the GPU was taken out. */
export interface RecoveryOptions {
  /** Opens a GPU again, the same or another one. The trainer closes the lost one; `trainer.gpu` is the new one. */
  readonly reopen: () => Promise<Gpu>;
  /** Times that opening is tried after a loss. @default 5 */
  readonly attempts?: number;
  /** Milliseconds before opening is tried a second time; the next wait is twice as long, and so on. @default 500 */
  readonly backOff?: number;
  /** Milliseconds between two copies of the state in the host's memory, from which the run goes on. @default 5000 */
  readonly keepEvery?: number;
}

/** What becomes of a run whose numbers are no longer numbers. */
export interface DivergenceOptions {
  /**
   * `stop` ends the run with `SHADEGRAD_DIVERGED`; `rollback` returns to the last good state, kept every few seconds, and
   * goes on with half the learning rate. @default 'stop'
   */
  readonly onNan?: 'stop' | 'rollback';
  /** Times that a call of `fit` rolls back before it gives up. @default 5 */
  readonly maxRollbacks?: number;
  /**
   * Awaited once a run that diverged is back at an earlier state, before the event `rollback` tells of it and before it goes
   * on: the place to take back what was kept of later steps. What it throws ends the run.
   */
  readonly onRollback?: (state: TrainerState) => Promise<void> | void;
}

export const DEFAULT_KEEP_EVERY = 5000;
const DEFAULT_ATTEMPTS = 5;
const DEFAULT_BACK_OFF = 500;
const DEFAULT_ROLLBACKS = 5;
/** Devices that may be lost one after the other without a step's being done in between. */
const MOST_LOSSES_WITHOUT_PROGRESS = 3;

export interface RecoveryContext {
  readonly engine: Engine;
  readonly progress: RunProgress;
  readonly keeper: StateKeeper | undefined;
  readonly recovery: RecoveryOptions | undefined;
}

export class Recovery {
  readonly #context: RecoveryContext;
  readonly #divergence: DivergenceOptions;
  readonly #signal: AbortSignal | undefined;
  #rollbacks = 0;
  #losses = 0;
  /** The furthest step that was reached when a device was lost. */
  #furthest = -1;

  constructor(
    context: RecoveryContext,
    options: DivergenceOptions & { readonly signal?: AbortSignal | undefined } = {},
  ) {
    this.#context = context;
    this.#divergence = options;
    this.#signal = options.signal;
  }

  /** Puts the run back to where it can go on after `error`; throws the error that ends it where there is no such place. */
  async recover(error: unknown, announcer?: Announcer): Promise<void> {
    if (error instanceof DivergenceError) {
      await this.#rollBack(error, announcer);
      return;
    }
    // Who asked for an end is not kept waiting.
    if (this.#signal?.aborted && error === this.#signal.reason) throw error;
    const loss = await this.#context.engine.lossOfDevice(error);
    if (loss === undefined) throw error;
    await this.#reopen(loss, error, announcer);
  }

  async #rollBack(error: DivergenceError, announcer: Announcer | undefined): Promise<void> {
    const { engine, progress, keeper } = this.#context;
    const { onNan = 'stop', maxRollbacks = DEFAULT_ROLLBACKS, onRollback } = this.#divergence;
    if (onNan === 'stop') throw error;
    if (this.#rollbacks >= maxRollbacks) throw error.after(this.#rollbacks);
    const state = keeper?.retreat();
    if (state === undefined) throw error;
    this.#rollbacks += 1;
    const { step } = error.divergence;
    const learningRate = baseLearningRate(engine.plan.optimizer.learningRate, progress, step - 1) / 2;
    loadState(engine.program, state);
    resetProgress(progress, { ...state.progress, nextLearningRate: learningRate });
    await onRollback?.(state);
    announcer?.rewind(progress);
    announcer?.tell({
      type: 'rollback',
      from: step,
      step: progress.step,
      epoch: progress.epoch,
      learningRate,
      reason: describe(error.divergence),
    });
  }

  async #reopen(loss: string, cause: unknown, announcer: Announcer | undefined): Promise<void> {
    const { engine, progress, keeper, recovery } = this.#context;
    const state = keeper?.latest;
    announcer?.tell({ type: 'device_lost', step: progress.step, epoch: progress.epoch, reason: loss });
    this.#losses = progress.step > this.#furthest ? 1 : this.#losses + 1;
    this.#furthest = Math.max(this.#furthest, progress.step);
    if (recovery === undefined || state === undefined)
      throw deviceLost(loss, 'nothing opens it again', cause);
    if (this.#losses > MOST_LOSSES_WITHOUT_PROGRESS) {
      throw deviceLost(loss, `so were ${this.#losses - 1} before it, without a step in between`, cause);
    }
    const { attempts = DEFAULT_ATTEMPTS, backOff = DEFAULT_BACK_OFF } = recovery;
    // Another device needs the room.
    engine.destroy();
    let failure: unknown;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      if (attempt > 1) await pause(backOff * 2 ** (attempt - 2), this.#signal);
      if (this.#signal?.aborted) break;
      try {
        await this.#bindTo(await recovery.reopen(), state);
        const { adapter } = engine.program.gpu;
        announcer?.tell({
          type: 'device_restored',
          step: state.progress.step,
          adapter: adapter.name,
          attempt,
        });
        return;
      } catch (error) {
        failure = error;
      }
    }
    const why = failure instanceof Error ? `: ${failure.message}` : '';
    throw deviceLost(loss, `opening it again failed${why}`, failure ?? cause);
  }

  /** The changes of the learning rate are kept: steps that are computed again take what they took. */
  async #bindTo(gpu: Gpu, state: TrainerState): Promise<void> {
    const { engine, progress } = this.#context;
    try {
      await engine.rebind(gpu);
    } catch (error) {
      gpu.close();
      throw error;
    }
    loadState(engine.program, state);
    const { learningRates, nextLearningRate } = progress;
    resetProgress(progress, {
      ...state.progress,
      ...(learningRates !== undefined && { learningRates }),
      ...(nextLearningRate !== undefined && { nextLearningRate }),
    });
  }
}

/** Milliseconds, or until the signal is aborted. */
function pause(duration: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, duration);
    signal?.addEventListener('abort', end);
  });
}

function deviceLost(loss: string, what: string, cause: unknown): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_DEVICE_LOST',
    `The GPU was lost (${loss}), and ${what}.`,
    'Go on from the last checkpoint, on another adapter if it happens again; update the graphics driver, and use a smaller batch if the driver resets under load.',
    { cause },
  );
}
