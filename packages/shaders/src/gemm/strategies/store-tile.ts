// The end of a kernel that holds its tile in variables c0_0, c0_1, …: they go through `store`, four columns at a time.

import { range, vectorOf } from './text.js';

interface TileToStore {
  readonly rows: number;
  readonly columns: number;
  /** Where a row of the tile, named by an expression from 0u, goes. */
  readonly row: (r: string) => string;
  /** Where the four columns from one of the tile on go. @default behind `column` */
  readonly column?: (q: string) => string;
  /** Rows from the tile's first one on, at least 1: known only when the kernel runs. */
  readonly rowsLeft: string;
  /** Whether a row is one of the result's. */
  readonly isInside: (row: string, r: string) => string;
}

/**
 * A loop whose end is known only when it runs, so that drivers compile one store and not one for each group of four:
 * sixteen unrolled ones cost lavapipe more time to compile than the loop over k.
 */
export function storeTile({ rows, columns, row, column, rowsLeft, isInside }: TileToStore): string {
  const across = columns / 4;
  const first = `i % ${across}u * 4u`;
  const sums = range(rows).flatMap((r) => range(across).map((q) => vectorOf(`c${r}_`, 4 * q)));
  return `  var sums = array(
    ${sums.join(',\n    ')}
  );
  for (var i = 0u; i < min(${rows * across}u, (${rowsLeft}) * ${across}u); i++) {
    let r = i / ${across}u;
    let row = ${row('r')};
    if (${isInside('row', 'r')}) { store(part, row, ${column?.(first) ?? `column + ${first}`}, sums[i]); }
  }`;
}
