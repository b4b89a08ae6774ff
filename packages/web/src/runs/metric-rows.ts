// What was measured of consecutive steps: f64 [steps, COLUMNS].

import { COLUMNS } from '../worker/messages.js';

/** The rows of steps up to `step`, of rows in the order of their steps. */
export function rowsUpTo(rows: Float64Array<ArrayBuffer>, step: number): Float64Array<ArrayBuffer> {
  let kept = rows.length;
  while (kept > 0 && (rows[kept - COLUMNS.length] ?? 0) > step) kept -= COLUMNS.length;
  return kept === rows.length ? rows : rows.slice(0, kept);
}

export function joined(parts: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const all = new Float64Array(parts.reduce((length, rows) => length + rows.length, 0));
  let length = 0;
  for (const rows of parts) {
    all.set(rows, length);
    length += rows.length;
  }
  return all;
}
