// Records what the host and the device do and when, for a picture of it in Perfetto or chrome://tracing.

import type { DeviceSpan } from '../profile/timestamps.js';
import { type ChromeTrace, chromeTrace } from './chrome-trace.js';

/** What the host does. */
export type HostActivity =
  | 'plan'
  | 'compile'
  | 'upload'
  | 'submit'
  | 'wait'
  | 'epoch'
  | 'validation'
  | 'evaluation'
  | 'checkpoint'
  | 'roofline'
  | 'dispatches'
  | 'steps';

/** Something that the host did; times in ms as `performance.now()`. */
export interface HostSpan {
  readonly name: HostActivity;
  readonly begun: number;
  readonly ended: number;
}

/** A dispatch that the device did. */
export interface DispatchSpan extends DeviceSpan {
  readonly label: string;
  /** Which step it belongs to, from 1. */
  readonly step: number;
}

/** Dispatches that were submitted together. */
export interface TracedSubmit {
  /** On the host's clock: before this the device did none of them, and after `finished` none was left. */
  readonly submitted: number;
  readonly finished: number;
  readonly dispatches: readonly DispatchSpan[];
}

export interface TraceOptions {
  /**
   * Steps whose dispatches are recorded, from the first one on, where the device has timestamps. Each of their dispatches
   * becomes a compute pass of its own, so they are a little slower than others. @default 20
   */
  readonly steps?: number;
}

/**
 * A record of what the host and the device do. Give it to `createTrainer`, and write `JSON.stringify(trace.toChrome())`
 * into a file when the work is done.
 *
 * @example
 * ```ts
 * import { adam, createTrainer, dense, sequential, Trace } from '@shadegrad/core';
 * import { openGpu } from '@shadegrad/core/node';
 *
 * const trace = new Trace({ steps: 2 });
 * const gpu = await openGpu();
 * const model = sequential({ inputShape: [4], layers: [dense({ units: 3 })] });
 * const trainer = await createTrainer(gpu, { model, trace });
 * await trainer.predict(new Uint8Array(4));
 * console.log(trace.toChrome().traceEvents.some(({ name }) => name === 'compile')); // true
 * gpu.close();
 * ```
 */
export class Trace {
  readonly #begun = performance.now();
  readonly #host: HostSpan[] = [];
  readonly #submits: TracedSubmit[] = [];
  #stepsLeft: number;

  constructor({ steps = 20 }: TraceOptions = {}) {
    this.#stepsLeft = steps;
  }

  /** The host begins something; the function that is returned ends it. */
  begin(name: HostActivity): () => void {
    const begun = performance.now();
    return () => {
      this.#host.push({ name, begun, ended: performance.now() });
    };
  }

  /** How many of `steps` steps about to be submitted are to be recorded; they count as recorded. */
  takeSteps(steps: number): number {
    const taken = Math.min(steps, this.#stepsLeft);
    this.#stepsLeft -= taken;
    return taken;
  }

  addSubmit(submit: TracedSubmit): void {
    this.#submits.push(submit);
  }

  /** Everything so far in the Trace Event Format; times count from the trace's making. */
  toChrome(): ChromeTrace {
    return chromeTrace({ begun: this.#begun, host: this.#host, submits: this.#submits });
  }
}

/** Does a task and records it, if there is a trace. */
export async function traced<Result>(
  trace: Trace | undefined,
  name: HostActivity,
  task: () => Promise<Result> | Result,
): Promise<Result> {
  const end = trace?.begin(name);
  try {
    return await task();
  } finally {
    end?.();
  }
}
