// What a profile says: plain data, so that it can be printed, drawn and sent between threads.

import type { PassName } from '../plan/index.js';
import type { Roofline, RooflineShare } from './roofline.js';
import type { TimingMethod } from './stopwatch.js';

/** One dispatch of a step. */
export interface DispatchProfile {
  /** As in the plan: `conv2d_1/by filter`. */
  readonly label: string;
  readonly kernel: string;
  /** Median over the repetitions. */
  readonly seconds: number;
  /** Of the wall time of a step. */
  readonly share: number;
  readonly flops: number;
  /** What must be read and written at least: each buffer's elements once. */
  readonly bytes: number;
  readonly flopsPerSecond: number;
  readonly bytesPerSecond: number;
  readonly roofline: RooflineShare;
}

/** Where the time of a step goes. */
export interface Profile {
  readonly schema: 1;
  readonly pass: PassName;
  readonly model: string;
  readonly optimizer: string;
  /** Examples that are computed at once. */
  readonly batchSize: number;
  readonly adapter: string;
  /** How the dispatches were timed. */
  readonly method: TimingMethod;
  readonly repetitions: number;
  readonly roofline: Roofline;
  /** In the order in which a step dispatches them. */
  readonly dispatches: readonly DispatchProfile[];
  /** Sum over `dispatches`. */
  readonly kernelSeconds: number;
  /** Wall time of a step among others of its kind, submitted as training submits them; median. */
  readonly stepSeconds: number;
  /** `kernelSeconds / stepSeconds`: what is missing to 1 is overhead. */
  readonly kernelShare: number;
  readonly imagesPerSecond: number;
}
