// How pieces of work on the device are timed: by the device's own clock where it has one, else by the host.

import type { Gpu } from '../runtime/gpu.js';
import { HostStopwatch } from './host-stopwatch.js';
import { type TimedRound, TimestampStopwatch } from './timestamp-stopwatch.js';

/** Writes a piece of work, usually one dispatch, into a compute pass. */
export type Work = (encoder: GPUComputePassEncoder) => void;

/** `timestamps` are the device's own; `repetition` is the host's clock around many equal dispatches. */
export type TimingMethod = 'timestamps' | 'repetition';

export interface Stopwatch {
  readonly method: TimingMethod;
  /**
   * Does each piece of work in turn, all or as many times as its clock needs, and returns the seconds that each took
   * once.
   */
  time(): Promise<readonly number[]>;
  destroy(): void;
}

export interface StopwatchOptions {
  /** @default timestamps where the device has them */
  readonly method?: TimingMethod | undefined;
  /** Hears when each piece of work began and ended, where that is known. */
  readonly onRound?: (round: TimedRound) => void;
}

/** The best stopwatch that the device has, or the one that is asked for where it has that. */
export function createStopwatch(gpu: Gpu, works: readonly Work[], options: StopwatchOptions = {}): Stopwatch {
  const hasClock = gpu.device.features.has('timestamp-query');
  return hasClock && options.method !== 'repetition'
    ? new TimestampStopwatch(gpu, works, options.onRound)
    : new HostStopwatch(gpu, works);
}
