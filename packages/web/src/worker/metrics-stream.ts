// Collects what a run says and sends it to the page at most once a frame; seldom where the processor is the GPU, since
// whatever the page draws then waits for the steps that are computed, and they for it.

import type { AdapterDescription, RunEvent } from '@shadegrad/core';
import { COLUMNS, type MetricsFrame, type OtherEvent } from './messages.js';

/** A frame at 60 Hz, in ms. A timer and not an animation frame: training goes on while the page is hidden. */
const INTERVAL = 16;
/** The same for a page that is drawn by the processor that also trains. */
const SHARED_INTERVAL = 250;

type Send = (frame: MetricsFrame, transfer: Transferable[]) => void;

export class MetricsStream {
  readonly #send: Send;
  #interval = INTERVAL;
  #rows: number[] = [];
  #events: OtherEvent[] = [];
  #imagesPerSecond = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Seconds of training before the call that is going on. */
  #before = 0;
  #since: number | undefined;

  constructor(send: Send) {
    this.#send = send;
  }

  /** Hears what the run is computed on. */
  follow({ kind }: Pick<AdapterDescription, 'kind'>): void {
    this.#interval = kind === 'software' ? SHARED_INTERVAL : INTERVAL;
  }

  /** Forgets the run before. @param seconds Spent training before, of a run that goes on. */
  reset(seconds = 0): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#rows = [];
    this.#events = [];
    this.#imagesPerSecond = 0;
    this.#before = seconds;
    this.#since = undefined;
  }

  hear(event: RunEvent): void {
    switch (event.type) {
      case 'step':
        this.#rows.push(
          event.step,
          event.epoch,
          this.#seconds,
          event.loss,
          event.accuracy,
          event.learningRate,
        );
        break;
      case 'progress':
        this.#imagesPerSecond = event.imagesPerSecond;
        break;
      case 'run_start':
        this.#since = performance.now();
        this.#events.push(event);
        break;
      case 'rollback':
        // Steps before it are told before it; those that come with it are of the new way.
        this.flush();
        this.#events.push(event);
        break;
      case 'run_end':
        this.#events.push(event);
        this.#before = this.#seconds;
        this.#since = undefined;
        // What follows must not come before it.
        this.flush();
        return;
      default:
        this.#events.push(event);
    }
    this.#timer ??= setTimeout(() => this.flush(), this.#interval);
  }

  /** Sends what has come together. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rows = Float64Array.from(this.#rows);
    const [events, imagesPerSecond, seconds] = [this.#events, this.#imagesPerSecond, this.#seconds];
    this.#rows = [];
    this.#events = [];
    this.#send({ type: 'metrics', rows, events, imagesPerSecond, seconds }, [rows.buffer]);
  }

  get #seconds(): number {
    const now = this.#since === undefined ? 0 : performance.now() - this.#since;
    return this.#before + now / 1000;
  }
}

/** Steps that a frame tells of. */
export const rowCount = ({ rows }: MetricsFrame): number => rows.length / COLUMNS.length;
