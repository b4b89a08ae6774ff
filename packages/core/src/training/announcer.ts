// Tells a run's events once: steps that are computed again, with the same bits, on a device that took the place of a lost
// one were told before.

import { type EventBody, type RunEvent, stamp } from './events.js';
import type { RunProgress } from './progress.js';

export class Announcer {
  readonly #listener: ((event: RunEvent) => void) | undefined;
  #step: number;
  #epoch: number;
  #hasStarted = false;

  constructor(listener: ((event: RunEvent) => void) | undefined, { step, epoch }: RunProgress) {
    this.#listener = listener;
    this.#step = step;
    this.#epoch = epoch;
  }

  readonly tell = (body: EventBody): void => {
    if (!this.isNews(body)) return;
    if (body.type === 'run_start') this.#hasStarted = true;
    if (body.type === 'step' || body.type === 'progress') this.#step = body.step;
    if (body.type === 'epoch_end') this.#epoch = body.epoch;
    this.#listener?.(stamp(body));
  };

  /** Whether this has not been told. */
  isNews(body: EventBody): boolean {
    switch (body.type) {
      case 'run_start':
        return !this.#hasStarted;
      case 'step':
        return body.step > this.#step;
      case 'progress':
        return body.step >= this.#step;
      case 'epoch_end':
        return body.epoch > this.#epoch;
      default:
        return true;
    }
  }

  /** The run goes on from here, and not as it went before. */
  rewind({ step, epoch }: RunProgress): void {
    this.#step = step;
    this.#epoch = epoch;
  }
}
