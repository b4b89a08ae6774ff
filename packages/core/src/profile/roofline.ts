// The roofline model: what bounds a kernel is the adapter's arithmetic or its memory, whichever needs longer.
// Williams, Waterman, Patterson: Roofline, An Insightful Visual Performance Model (CACM 2009).

import type { TimingMethod } from './stopwatch.js';

/** The best that an adapter was seen to do. */
export interface Roofline {
  /** Floating-point operations a second; a multiply-add counts as two. */
  readonly flopsPerSecond: number;
  /** Bytes a second that a kernel reads and writes in buffers larger than the caches. */
  readonly bytesPerSecond: number;
  readonly method: TimingMethod;
}

/** Which of the two a kernel would wait for if it were perfect. */
export type Bound = 'compute' | 'memory';

export interface RooflineShare {
  readonly bound: Bound;
  /**
   * The time that the adapter would need at best, by the time that was needed. Above 1 where data come from a cache
   * instead of from memory.
   */
  readonly share: number;
}

/**
 * How close work comes to the roofline.
 *
 * @param cost What is computed and moved at least.
 * @param seconds What it took.
 * @example
 * ```ts
 * import { rooflineShare } from '@shadegrad/core';
 *
 * const roofline = { flopsPerSecond: 100e9, bytesPerSecond: 10e9, method: 'timestamps' } as const;
 * console.log(rooflineShare(roofline, { flops: 50e6, bytes: 1e6 }, 0.001)); // { bound: 'compute', share: 0.5 }
 * ```
 */
export function rooflineShare(
  roofline: Roofline,
  { flops, bytes }: { readonly flops: number; readonly bytes: number },
  seconds: number,
): RooflineShare {
  const computing = flops / roofline.flopsPerSecond;
  const moving = bytes / roofline.bytesPerSecond;
  return computing > moving
    ? { bound: 'compute', share: computing / seconds }
    : { bound: 'memory', share: moving / seconds };
}
