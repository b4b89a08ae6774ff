// How long to leave the host alone while the device works.
//
// Dawn's binding for Node polls on the JavaScript thread while any promise of its is pending, and a software adapter
// needs that core: a step of 200 ms takes 350 ms when it is awaited at once. So where `waiting` is `sleep`, the host first
// sleeps for most of the time that the work will take, in a timer, and makes a promise only then.

import type { Gpu } from './gpu.js';

// Sleeping longer than this share of the expected time risks that the device runs dry.
const LARGEST_SHARE = 0.85;
const SMALLEST_SHARE = 0.3;
// A wait that ends this soon (ms) was entered too late: the work was done already.
const TOO_LATE = 2;
// The first steps compile kernels in some drivers; they say nothing about later ones.
const WARM_UP = 2;

export class Pacer {
  readonly #waiting: Gpu['waiting'];
  /** Moving minimum of the time of one step, in ms; creeps up so that it follows a machine that got slower. */
  #stepTime = Infinity;
  #share = 0.6;
  #finished = 0;

  constructor(waiting: Gpu['waiting']) {
    this.#waiting = waiting;
  }

  /** Expected time of one step in ms, once known. */
  get stepTime(): number | undefined {
    return Number.isFinite(this.#stepTime) ? this.#stepTime : undefined;
  }

  /** Sleeps for most of what is left of `steps` steps that the device began at `begun` (ms, as `performance.now()`). */
  async sleep(steps: number, begun: number): Promise<void> {
    if (this.#waiting !== 'sleep' || this.stepTime === undefined) return;
    const left = this.#share * this.#stepTime * steps - (performance.now() - begun);
    if (left > 1) await new Promise((resolve) => setTimeout(resolve, left));
  }

  /** Learns from `steps` steps that took `duration` ms, the last `waited` of them in a promise. */
  observe(steps: number, duration: number, waited: number): void {
    this.#finished += 1;
    if (this.#finished <= WARM_UP) return;
    this.#stepTime = Math.min(this.#stepTime * 1.05, duration / steps);
    this.#share =
      waited < TOO_LATE
        ? Math.max(SMALLEST_SHARE, this.#share * 0.7)
        : Math.min(LARGEST_SHARE, this.#share * 1.1);
  }
}
