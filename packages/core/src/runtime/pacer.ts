// How long to leave the host alone while the device works.
//
// Dawn's binding for Node polls on the JavaScript thread while any promise of its is pending, and a software adapter
// needs that core: a step of 200 ms takes 350 ms when it is awaited at once. So where `waiting` is `sleep`, the host first
// rests in a timer for about as long as the work will take, and makes a promise only then. Resting too long costs
// nothing while another submit is queued behind.

import type { Gpu } from './gpu.js';

// A wait that ends this soon (ms) was entered too late: the work was done already. How long ago is not known, so the
// next rest is a little shorter.
const TOO_LATE = 2;
const SHORTER = 0.9;
// Of a wait that was real, this share is rested next time.
const LONGER = 0.7;
// A step counts, and is rested for, as at most so many times as long as steps took so far: a process that was stopped for a
// while, or a machine that slept, says nothing about the next step.
const MOST_GROWTH = 2;
// The first steps compile kernels in some drivers; they say nothing about later ones.
const WARM_UP = 2;

export class Pacer {
  readonly #waiting: Gpu['waiting'];
  #finished = 0;
  /** Time of one step in ms, smoothed. */
  #stepTime: number | undefined;
  /** How much of that the host rests, in ms; follows the device up and down. */
  #rest = 0;

  constructor(waiting: Gpu['waiting']) {
    this.#waiting = waiting;
  }

  /** Expected time of one step in ms, once known. */
  get stepTime(): number | undefined {
    return this.#stepTime;
  }

  /** Rests while the device computes `steps` steps that it began at `begun` (ms, as `performance.now()`). */
  async rest(steps: number, begun: number): Promise<void> {
    if (this.#waiting !== 'sleep') return;
    const left = this.#rest * steps - (performance.now() - begun);
    if (left > 1) await new Promise((resolve) => setTimeout(resolve, left));
  }

  /** Learns from `steps` steps that took `duration` ms, the last `waited` of them in a promise. */
  observe(steps: number, duration: number, waited: number): void {
    this.#finished += 1;
    if (this.#finished <= WARM_UP) return;
    const known = this.#stepTime;
    const most = MOST_GROWTH * (known ?? Infinity);
    const time = Math.min(duration / steps, most);
    this.#stepTime = known === undefined ? time : 0.8 * known + 0.2 * time;
    const rested = (duration - waited) / steps;
    const rest = waited < TOO_LATE ? rested * SHORTER : rested + (LONGER * waited) / steps;
    this.#rest = Math.min(rest, most);
  }
}
