// The host's side of `sum-partials.wgsl`.

import { type Ending, endingBindings, finishing } from './ending.js';
import { linearGrid, type Kernel } from './kernel.js';
import { lanesFor } from './lanes.js';
import { checkSizes } from './sizes.js';
import { sumPartials as source } from './wgsl.js';

export interface SumPartials {
  readonly parts: number;
  readonly rows: number;
  readonly columns: number;
  /** What happens to the whole sums. @default nothing */
  readonly ending?: Ending;
  /** True to write the last row into a buffer of its own, `sums`. @default false */
  readonly withColumnSums?: boolean;
}

/**
 * `y[r, c] = ending(Σ partials[s, r, c] over s)`, in order of s: the second pass of a split reduction.
 *
 * - `partials`: f32 [parts, rows, columns]
 * - `y`: f32 [rows, columns], with column sums one row less
 * - `sums`, with column sums: f32 [columns], the last row
 * - `bias`, where the ending has one: f32 [columns]
 * - `mask`, where the ending has one: f32 [rows, columns]
 *
 * @example
 * ```ts
 * import { sumPartials } from '@shadegrad/shaders';
 *
 * const kernel = sumPartials({ parts: 8, rows: 128, columns: 10, ending: { bias: true, relu: true } });
 * console.log(kernel.bindings); // { partials: 'read', y: 'read_write', bias: 'read' }
 * ```
 */
export function sumPartials(settings: SumPartials): Kernel {
  const { parts, rows, columns, ending = {}, withColumnSums = false } = settings;
  checkSizes('sum-partials', { parts, rows, columns });
  const length = rows * columns;
  // With a bias or a row apart, four lanes must belong to one row.
  const lanes = lanesFor(ending.bias || withColumnSums ? columns : length);
  const { wgsl, constants, usesStep } = finishing(ending, lanes, ending.bias ? 3 : 2);
  return {
    name: 'sum-partials',
    wgsl: wgsl + (ending.bias ? BIAS : NO_BIAS) + (withColumnSums ? PUT_APART : PUT) + source,
    constants: { PARTS: parts, ROWS: rows, COLUMNS: columns, ...constants },
    bindings: {
      partials: 'read',
      y: 'read_write',
      ...(withColumnSums && { sums: 'read_write' as const }),
      ...endingBindings(ending),
    },
    usesStep,
    workgroups: linearGrid(length / lanes.width, 64),
    flops: length * (parts - 1 + (ending.bias ? 1 : 0)),
    bytes: 4 * ((parts + 1 + (ending.mask ? 1 : 0)) * length + (ending.bias ? columns : 0)),
  };
}

const BIAS = `
@group(0) @binding(2) var<storage, read> bias: array<Floats>;
fn bias_at(i: u32) -> Floats { return bias[i % (COLUMNS / LANES)]; }
`;

const NO_BIAS = `
fn bias_at(i: u32) -> Floats { return Floats(0); }
`;

const PUT = `
fn put(i: u32, value: Floats) { y[i] = value; }
`;

const PUT_APART = `
@group(0) @binding(2) var<storage, read_write> sums: array<Floats>;
fn put(i: u32, value: Floats) {
  let last = (ROWS - 1u) * COLUMNS / LANES;
  if (i < last) { y[i] = value; } else { sums[i - last] = value; }
}
`;
