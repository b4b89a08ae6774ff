// What a profile says: plain data, so that it can be printed, drawn and sent between threads.

import type { PassName } from '../plan/index.js';

/** One dispatch of a step. */
export interface DispatchProfile {
  /** As in the plan: `conv2d_1/by filter`. */
  readonly label: string;
  readonly kernel: string;
  /** Median over the repetitions. */
  readonly seconds: number;
  /** Of the step's wall time. */
  readonly share: number;
  readonly flops: number;
  readonly bytes: number;
  readonly flopsPerSecond: number;
  readonly bytesPerSecond: number;
}

export interface Profile {
  readonly schema: 1;
  readonly pass: PassName;
  readonly model: string;
  readonly batchSize: number;
  readonly adapter: string;
  /** How the dispatches were timed. */
  readonly method: 'timestamps' | 'repetition';
  readonly repetitions: number;
  /** In the order in which a step dispatches them. */
  readonly dispatches: readonly DispatchProfile[];
  /** Sum over `dispatches`. */
  readonly kernelSeconds: number;
  /** Wall time of a whole step among others of its kind, as training runs them; median. */
  readonly stepSeconds: number;
  /** `kernelSeconds / stepSeconds`: what is missing to 1 is overhead. */
  readonly kernelShare: number;
  readonly imagesPerSecond: number;
}
