// States in the host's memory, copied while training goes on: what a run goes back to when its device is lost or its
// numbers are no longer numbers.

import type { Engine } from './engine.js';
import type { RunProgress } from './progress.js';
import { readState, type TrainerState } from './state.js';

/** Two: where the newest one leads to the same trouble again, the one before is tried. */
const MOST_KEPT = 2;

export class StateKeeper {
  /** Milliseconds between two states. */
  readonly #interval: number;
  #states: readonly TrainerState[] = [];
  #keptAt = -Infinity;
  /** Whether the newest state has been returned to because of what came after it. */
  #isSuspect = false;

  constructor(interval: number) {
    this.#interval = interval;
  }

  get isDue(): boolean {
    return performance.now() - this.#keptAt >= this.#interval;
  }

  get latest(): TrainerState | undefined {
    return this.#states.at(-1);
  }

  keep(state: TrainerState): void {
    this.#states = [...this.#states, state].slice(-MOST_KEPT);
    this.#keptAt = performance.now();
    this.#isSuspect = false;
  }

  /** The state to return to when something went wrong after the newest one: that one first, then the one before. */
  retreat(): TrainerState | undefined {
    if (this.#isSuspect && this.#states.length > 1) this.#states = this.#states.slice(0, -1);
    this.#isSuspect = true;
    return this.latest;
  }

  /** Whether the newest state is that of this place of the run. */
  isAt({ step, epoch }: RunProgress): boolean {
    return this.latest?.progress.step === step && this.latest.progress.epoch === epoch;
  }

  /** Forgets everything: what is on the device has been changed from outside. */
  clear(): void {
    this.#states = [];
  }
}

/** Keeps the state as it is now, unless the keeper has it. */
export async function keepState({
  engine,
  keeper,
  progress,
}: {
  readonly engine: Engine;
  readonly keeper: StateKeeper | undefined;
  readonly progress: RunProgress;
}): Promise<void> {
  if (keeper === undefined || keeper.isAt(progress)) return;
  keeper.keep(await readState(engine.program, progress));
}
