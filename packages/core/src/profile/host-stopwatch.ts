// Times work by the host's clock, where the device has none: many equal dispatches in one submit, with the host resting
// meanwhile (see runtime/pacer.ts), less what an empty submit takes. Coarser than timestamps: the host learns that work is
// done a little after it is.

import type { Gpu } from '../runtime/gpu.js';
import { Pacer } from '../runtime/pacer.js';
import { median } from './median.js';
import { repeatsFor } from './repeats.js';
import type { Stopwatch, Work } from './stopwatch.js';

/** One submit lasts at least about this long, in seconds. */
const LEAST_SECONDS = 0.05;
const EMPTY_SUBMITS = 5;
/** Single submits from which the number of repeats follows. */
const TRIALS = 3;

interface Piece {
  readonly work: Work;
  readonly pacer: Pacer;
  readonly repeats: number;
}

export class HostStopwatch implements Stopwatch {
  readonly method = 'repetition';
  readonly #gpu: Gpu;
  readonly #works: readonly Work[];
  #pieces: readonly Piece[] | undefined;
  /** Seconds of a submit that does nothing. */
  #emptySubmit = 0;

  constructor(gpu: Gpu, works: readonly Work[]) {
    this.#gpu = gpu;
    this.#works = works;
  }

  async time(): Promise<readonly number[]> {
    this.#pieces ??= await this.#calibrate();
    const times: number[] = [];
    for (const { work, pacer, repeats } of this.#pieces) {
      const seconds = await this.#submit(pacer, repeats, work);
      times.push(Math.max(0, seconds - this.#emptySubmit) / repeats);
    }
    return times;
  }

  destroy(): void {}

  async #calibrate(): Promise<readonly Piece[]> {
    const empty: number[] = [];
    for (let i = 0; i < EMPTY_SUBMITS; i++) empty.push(await this.#submit(new Pacer('await'), 1, () => {}));
    this.#emptySubmit = median(empty);
    const pieces: Piece[] = [];
    for (const work of this.#works) {
      // The fastest: a hiccup here would leave short work to be timed by a clock too coarse for it.
      let once = Infinity;
      for (let i = 0; i < TRIALS; i++) once = Math.min(once, await this.#submit(new Pacer('await'), 1, work));
      const repeats = repeatsFor(once - this.#emptySubmit, LEAST_SECONDS);
      const pacer = new Pacer(this.#gpu.waiting);
      // The pacer learns how long to rest.
      for (let i = 0; i < 3; i++) await this.#submit(pacer, repeats, work);
      pieces.push({ work, pacer, repeats });
    }
    return pieces;
  }

  /** Seconds of `repeats` times the same work, from its submission to the host's hearing of its end. */
  async #submit(pacer: Pacer, repeats: number, work: Work): Promise<number> {
    const { queue } = this.#gpu.device;
    const encoder = this.#gpu.device.createCommandEncoder();
    const computePass = encoder.beginComputePass();
    for (let i = 0; i < repeats; i++) work(computePass);
    computePass.end();
    const begun = performance.now();
    queue.submit([encoder.finish()]);
    await pacer.rest(repeats, begun);
    const waitedFrom = performance.now();
    await queue.onSubmittedWorkDone();
    const ended = performance.now();
    pacer.observe(repeats, ended - begun, ended - waitedFrom);
    return (ended - begun) / 1000;
  }
}
