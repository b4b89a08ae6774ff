// Whether a kernel moves its data one f32 or four at a time. WGSL has no generics: a kernel that fits both widths is
// written in the type names of `lanes-1.wgsl` and `lanes-4.wgsl`, and one of the two is put in front of it.

import { lanes1, lanes4 } from './wgsl.js';

export interface Lanes {
  /** f32 in one load or store. */
  readonly width: 1 | 4;
  /** What the kernel's WGSL is put behind. */
  readonly wgsl: string;
}

/** The widest lanes for arrays whose innermost extent is `extent`: each row must start at a multiple of them. */
export function lanesFor(extent: number): Lanes {
  return extent % 4 === 0 ? { width: 4, wgsl: lanes4 } : { width: 1, wgsl: lanes1 };
}
