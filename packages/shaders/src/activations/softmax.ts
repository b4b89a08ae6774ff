// The host's side of `softmax.wgsl` and `softmax-backward.wgsl`, for a softmax in the middle of a network. At its end,
// before a cross-entropy, it is part of `softmax-cross-entropy.wgsl`.

import type { Kernel } from '../kernel.js';
import { checkSizes } from '../sizes.js';
import { teamGrid, teamSize } from '../team.js';
import { softmax as forward, softmaxBackward as backward, team } from '../wgsl.js';

export interface Softmax {
  /** All axes but the last, multiplied. */
  readonly rows: number;
  /** The last axis, which the values are made to sum to 1 along. */
  readonly columns: number;
}

/**
 * `y = exp(x) / Σ exp(x)` along the last axis, without overflow.
 *
 * - `x`, `y`: f32 [rows, columns]
 *
 * @example
 * ```ts
 * import { softmax } from '@shadegrad/shaders';
 *
 * const kernel = softmax({ rows: 128, columns: 10 });
 * console.log(kernel.constants); // { ROWS: 128, COLUMNS: 10, TEAM: 1 }
 * ```
 */
export function softmax({ rows, columns }: Softmax): Kernel<'x' | 'y'> {
  checkSizes('softmax', { rows, columns });
  return {
    name: 'softmax',
    wgsl: team + forward,
    constants: { ROWS: rows, COLUMNS: columns, TEAM: teamSize(columns) },
    bindings: { x: 'read', y: 'read_write' },
    usesStep: false,
    workgroups: teamGrid(rows, columns),
    flops: 6 * rows * columns,
    bytes: 8 * rows * columns,
  };
}

/**
 * `dx = y · (dy − Σ y·dy)` along the last axis.
 *
 * - `y`: f32 [rows, columns], what `softmax` made
 * - `dy`, `dx`: f32 [rows, columns]
 */
export function softmaxBackward({ rows, columns }: Softmax): Kernel<'y' | 'dy' | 'dx'> {
  checkSizes('softmax-backward', { rows, columns });
  return {
    name: 'softmax-backward',
    wgsl: team + backward,
    constants: { ROWS: rows, COLUMNS: columns, TEAM: teamSize(columns) },
    bindings: { y: 'read', dy: 'read', dx: 'read_write' },
    usesStep: false,
    workgroups: teamGrid(rows, columns),
    flops: 4 * rows * columns,
    bytes: 12 * rows * columns,
  };
}
