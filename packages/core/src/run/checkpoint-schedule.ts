// When a checkpoint is due within an epoch: after so many steps, after so much time, or when someone asks for one.

import type { CheckpointCadence } from './run-config.js';

export class CheckpointSchedule {
  readonly #cadence: CheckpointCadence;
  readonly #now: () => number;
  #lastStep: number;
  #lastTime: number;
  #requested = false;

  /** @param now In milliseconds, from any beginning. */
  constructor(cadence: CheckpointCadence, step: number, now: () => number = () => performance.now()) {
    this.#cadence = cadence;
    this.#now = now;
    this.#lastStep = step;
    this.#lastTime = now();
  }

  /** Makes a checkpoint due at the next step. */
  request(): void {
    this.#requested = true;
  }

  isDue(step: number): boolean {
    const { steps = Infinity, seconds = Infinity } = this.#cadence;
    return (
      this.#requested || step - this.#lastStep >= steps || this.#now() - this.#lastTime >= 1000 * seconds
    );
  }

  /** Hears that the state after this step is on its way to the disk. Returns whether someone had asked for it. */
  taken(step: number): boolean {
    const wasRequested = this.#requested;
    this.#requested = false;
    this.#lastStep = step;
    this.#lastTime = this.#now();
    return wasRequested;
  }
}
