// Draws a run's events on stderr: a live line where a person watches, one plain line an epoch elsewhere.

import { type EpochEnd, isGuessing, type RunEvent, type RunStart } from '@shadegrad/core';
import { LiveLine } from './live-line.js';
import type { Output } from './output.js';
import { epochLine, progressLine } from './progress-line.js';
import { secondsRemaining } from './remaining.js';
import { createStyle } from './style.js';

/** Redraws a second at most: more is not seen, and takes time from a software adapter. */
const REDRAWS_PER_SECOND = 10;

/** Some drivers compile a kernel when it is first dispatched, which can take most of a minute. */
export const FIRST_STEP = 'first step: the driver compiles what it has not met before';

/** Nothing stops such a run: its numbers are finite. */
export const GUESSING =
  'So far the network only guesses. The learning rate may be far too large, or too small: 0.001 suits most with Adam.';

export class TrainingDisplay {
  readonly #output: Output;
  readonly #line: LiveLine;
  readonly #now: () => number;
  #start: RunStart | undefined;
  #lastEpoch: EpochEnd | undefined;
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(output: Output, now: () => number = () => performance.now()) {
    this.#output = output;
    this.#line = new LiveLine(output);
    this.#now = now;
  }

  /** Draws what an event changes. */
  show(event: RunEvent): void {
    const style = createStyle(this.#output);
    switch (event.type) {
      case 'run_start':
        this.#start = event;
        this.status(FIRST_STEP);
        return;
      case 'progress': {
        if (!this.#output.isTerminal || this.#start === undefined) return;
        if (this.#now() - this.#drawnAt < 1000 / REDRAWS_PER_SECOND) return;
        this.#drawnAt = this.#now();
        const remaining = secondsRemaining(this.#start, event, this.#lastEpoch);
        const canvas = { columns: this.#output.columns(), unicode: this.#output.unicode, style };
        this.#line.draw(progressLine(this.#start, event, remaining, canvas));
        return;
      }
      case 'epoch_end':
        this.#lastEpoch = event;
        if (this.#start === undefined) return;
        this.#line.print(epochLine(this.#start, event, style));
        if (isGuessing(event, this.#start.classes)) this.#line.print(style.bad(GUESSING));
        return;
      case 'run_end':
      case 'error':
        this.#line.clear();
        return;
      case 'step':
      case 'learning_rate':
      case 'checkpoint':
      case 'evaluation':
      case 'diverged':
        return;
      case 'rollback':
        this.#line.print(
          `${event.reason} at step ${event.from}: back to step ${event.step}, with a learning rate of ${event.learningRate}`,
        );
        return;
      case 'device_lost':
        this.#line.print(`the GPU was lost at step ${event.step} (${event.reason}); opening one again`);
        return;
      case 'device_restored':
        this.#line.print(`going on from step ${event.step} on ${event.adapter}`);
        return;
      default:
        event satisfies never;
    }
  }

  /** Writes a line that stays. */
  say(line: string): void {
    this.#line.print(line);
  }

  /** Shows what is going on when no events come, such as an evaluation; nothing where nobody watches. */
  status(text: string): void {
    if (this.#output.isTerminal) this.#line.draw(text.slice(0, this.#output.columns() - 1));
  }

  /** Gives the terminal back. */
  close(): void {
    this.#line.clear();
  }
}
