// The host's side of `column-sums.wgsl`: into how many parts the rows are cut.

import { linearGrid, type Kernel } from './kernel.js';
import { lanesFor } from './lanes.js';
import { checkSizes } from './sizes.js';
import { columnSums as source } from './wgsl.js';

export interface ColumnSumsSettings {
  readonly rows: number;
  readonly columns: number;
}

/** The first pass, and how many partial sums of each column it leaves. */
export interface ColumnSums extends Kernel<'x' | 'partials'> {
  readonly parts: number;
}

/** Up to this many rows a second dispatch costs more than it saves. */
const ROWS_OF_ONE_PART = 256;

/**
 * Sums the columns of a matrix in `parts` parts of its rows: the first pass of a bias gradient.
 *
 * - `x`: f32 [rows, columns]
 * - `partials`: f32 [parts, columns], for `sumPartials({ parts, rows: 1, columns, ending: 'none' })`. With one part,
 *   which is what up to 256 rows make, they are the sums already.
 *
 * @example
 * ```ts
 * import { columnSums, sumPartials } from '@shadegrad/shaders';
 *
 * const first = columnSums({ rows: 73_728, columns: 64 });
 * const second = sumPartials({ parts: first.parts, rows: 1, columns: 64, ending: 'none' });
 * console.log(first.parts, second.bindings); // 272 { partials: 'read', y: 'read_write' }
 * ```
 */
export function columnSums({ rows, columns }: ColumnSumsSettings): ColumnSums {
  checkSizes('column-sums', { rows, columns });
  // As many parts as rows in each makes the two passes together shortest, and rounding errors small.
  const rowsPerPart = Math.max(ROWS_OF_ONE_PART, Math.ceil(Math.sqrt(rows)));
  const parts = Math.ceil(rows / rowsPerPart);
  const lanes = lanesFor(columns);
  return {
    name: 'column-sums',
    wgsl: lanes.wgsl + source,
    constants: { ROWS: rows, COLUMNS: columns, PARTS: parts, ROWS_PER_PART: rowsPerPart },
    bindings: { x: 'read', partials: 'read_write' },
    usesStep: false,
    workgroups: linearGrid((parts * columns) / lanes.width, 64),
    flops: (rows - parts) * columns,
    bytes: 4 * (rows + parts) * columns,
    parts,
  };
}
