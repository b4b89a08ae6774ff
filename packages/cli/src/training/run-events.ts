// Where a run's events go: metrics.jsonl, stdout with --json, and the display. The trainer's own end of the run is
// held back until what follows training (evaluation, report) is done too, or has failed.

import { stamp, type RunEnd, type RunEvent } from '@shadegrad/core';
import type { MetricsLog } from '../run-folder/metrics-log.js';
import type { Output } from '../terminal/output.js';
import type { TrainingDisplay } from '../terminal/training-display.js';
import { errorEvent } from '../told-error.js';

export interface Listeners {
  readonly display: TrainingDisplay | undefined;
  /** Stdout where events were asked for. */
  readonly json: Output | undefined;
}

export class RunEvents {
  readonly #listeners: Listeners;
  readonly #begun = performance.now();
  #log: MetricsLog | undefined;
  #end: RunEnd | undefined;
  #secondsBefore: number | undefined;

  constructor(listeners: Listeners) {
    this.#listeners = listeners;
  }

  /** Whether the trainer has accepted the run and begun it. */
  get hasBegun(): boolean {
    return this.#secondsBefore !== undefined;
  }

  /** What came before the trainer's first step: opening the adapter, loading the data, compiling, uploading. */
  get secondsBefore(): number {
    return this.#secondsBefore ?? 0;
  }

  /** From here on events are kept as well. */
  keepIn(log: MetricsLog): void {
    this.#log = log;
  }

  /** Tells an event to all that listen. Progress is for a display alone. */
  tell(event: RunEvent): void {
    this.#log?.append(event);
    if (event.type !== 'progress') this.#listeners.json?.write(`${JSON.stringify(event)}\n`);
    this.#listeners.display?.show(event);
  }

  /** Waits until the disk has what was kept. */
  sync(): void {
    this.#log?.sync();
  }

  /** Hears the trainer. */
  hear(event: RunEvent): void {
    switch (event.type) {
      case 'run_start':
        this.#secondsBefore = this.#elapsed();
        this.tell(event);
        return;
      case 'run_end':
        this.#end = event;
        return;
      case 'error':
        // The error is thrown as well, and told by `fail`, as those from elsewhere are.
        return;
      default:
        this.tell(event);
    }
  }

  /** The run is over, with all that follows it. */
  finish(reason: RunEnd['reason']): void {
    if (this.#end === undefined) return;
    const { step, epoch } = this.#end;
    this.#end = undefined;
    this.tell(stamp({ type: 'run_end', reason, step, epoch, seconds: this.#elapsed() }));
  }

  /** The run, or its preparation, ended with an error. */
  fail(error: unknown): void {
    this.tell(errorEvent(error));
    this.finish('failed');
  }

  #elapsed(): number {
    return (performance.now() - this.#begun) / 1000;
  }

  close(): void {
    this.#log?.close();
    this.#listeners.display?.close();
  }
}
