// Dropout as a part of other kernels: the host's side of `dropout-mask.wgsl`.

import type { Lanes } from './lanes.js';
import { dropoutMask, step, threefry } from './wgsl.js';

export interface DropoutMask {
  /** Share of elements that is dropped, from 0 to less than 1. */
  readonly rate: number;
  /** Second word of the random generator's key, a u32 of its own for each dropout layer of a model. */
  readonly purpose: number;
  /**
   * Elements of the whole tensor. A step's micro-batches draw one after the other, so that together they have the mask of
   * a batch that is computed at once. @default 0: every micro-batch has the same mask
   */
  readonly length?: number;
}

/** WGSL with lanes and the function `with_dropout`, and its constants, for a kernel that uses the `Step` uniform. */
export function withDropout({ rate, purpose, length = 0 }: DropoutMask, lanes: Lanes) {
  if (!(rate >= 0 && rate < 1)) {
    throw new RangeError(`dropout: rate must be at least 0 and less than 1, not ${rate}.`);
  }
  return {
    wgsl: step + threefry + lanes.wgsl + dropoutMask,
    constants: { RATE: rate, PURPOSE: purpose, LENGTH_OF_MASK: length },
  };
}
