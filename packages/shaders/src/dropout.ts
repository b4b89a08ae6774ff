// Dropout as a part of other kernels: the host's side of `dropout-mask.wgsl`.

import type { Lanes } from './lanes.js';
import { dropoutMask, step, threefry } from './wgsl.js';

export interface DropoutMask {
  /** Share of elements that is dropped, from 0 to less than 1. */
  readonly rate: number;
  /** Second word of the random generator's key, a u32 of its own for each dropout layer of a model. */
  readonly purpose: number;
}

/** WGSL with lanes and the function `with_dropout`, and its constants, for a kernel that uses the `Step` uniform. */
export function withDropout({ rate, purpose }: DropoutMask, lanes: Lanes) {
  if (!(rate >= 0 && rate < 1)) {
    throw new RangeError(`dropout: rate must be at least 0 and less than 1, not ${rate}.`);
  }
  return {
    wgsl: step + threefry + lanes.wgsl + dropoutMask,
    constants: { RATE: rate, PURPOSE: purpose },
  };
}
