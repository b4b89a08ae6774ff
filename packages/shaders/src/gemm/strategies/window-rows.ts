// Which pixels an invocation of a sliding window computes, and how it comes by the rows of the picture.

import type { Correlation } from '../correlation.js';
import type { PictureLoads } from './picture.js';
import { lines } from './text.js';

export interface WindowRows {
  /** Invocations in all. */
  readonly invocations: number;
  /** From `block`, the workgroup's number, and `lane` to `n`, `oy`, `ox` and `is_row`; `top` and `left` of the window. */
  readonly place: string;
  /** Goes before the loop over `ky`. */
  readonly beforeTaps: string;
  /** Goes at the beginning of a turn of it. */
  readonly inTaps: string;
  /** Goes at its end. */
  readonly afterTaps: string;
}

interface Inputs {
  readonly pixels: number;
  /** Values of a row that the pixels need: x0, x1, … */
  readonly count: number;
  readonly picture: PictureLoads;
  /** Lanes of a workgroup. */
  readonly width: number;
}

const WINDOW = `
  let left = i32(ox * STRIDE_X) - i32(PAD_LEFT);
  let top = i32(oy * STRIDE_Y) - i32(PAD_TOP);`;

/** Each invocation loads all its rows. */
export function loadedRows(c: Correlation, { pixels, count, picture, width }: Inputs): WindowRows {
  const blocks = Math.ceil(c.outWidth / pixels);
  return {
    invocations: c.batch * c.outHeight * blocks,
    place: `  let id = block * ${width}u + lane;
  let ox = id % ${blocks}u * ${pixels}u;
  let oy = id / ${blocks}u % OUT_HEIGHT;
  let n = id / ${blocks}u / OUT_HEIGHT;
  let is_row = n < BATCH;${WINDOW}`,
    beforeTaps: '',
    inTaps: `      let row = row_at(i32(n), top + i32(ky), left);
${lines(count, (j) => `      let x${j} = ${picture.load('row', `${j}`, 'i32(channel_group)')};`)}`,
    afterTaps: '',
  };
}

/**
 * Rows that a picture takes up. Either they fill whole subgroups, or pictures follow each other with their padding's rows
 * between them, so that the neighbour's row is the next one across pictures too: whichever leaves fewer lanes idle.
 */
export const rowsOfPicture = (c: Correlation, width: number): number =>
  Math.min(Math.ceil(c.outHeight / width) * width, c.outHeight + c.kernelHeight - 1);

/**
 * The lanes of a subgroup hold rows that follow each other. For the next row of taps each lane needs what its neighbour
 * holds already, so values move from lane to lane, and only the last lane's row is loaded, by all lanes together.
 */
export function rotatingRows(c: Correlation, { pixels, count, picture, width }: Inputs): WindowRows {
  const blocks = Math.ceil(c.outWidth / pixels);
  const rows = rowsOfPicture(c, width);
  const isWhole = rows % width === 0;
  const groups = isWhole ? (c.batch * rows) / width : Math.ceil((c.batch * rows) / width);
  const loads = Math.ceil(count / width);
  const last = width - 1;
  const nextRow = isWhole
    ? 'let next_row = row_at(i32(first_row / ROWS), i32(first_row % ROWS + WIDTH_OF_GROUP + ky) - i32(PAD_TOP), left);'
    : 'let next = first_row + WIDTH_OF_GROUP + ky; let next_row = row_at(i32(next / ROWS), i32(next % ROWS) - i32(PAD_TOP), left);';
  return {
    invocations: groups * blocks * width,
    place: `  let ox = block % ${blocks}u * ${pixels}u;
  let first_row = block / ${blocks}u * ${width}u;
  let n = (first_row + lane) / ${rows}u;
  let oy = (first_row + lane) % ${rows}u;
  let is_row = (oy < OUT_HEIGHT) & (n < BATCH);
  let neighbour = min(lane + 1u, ${last}u);
  let is_last = lane == ${last}u;${WINDOW}`,
    beforeTaps: `    let row = row_at(i32(n), top, left);
${lines(count, (j) => `    var x${j} = ${picture.load('row', `${j}`, 'i32(channel_group)')};`)}`,
    inTaps: '',
    afterTaps: `      if (ky + 1u < KERNEL_HEIGHT) {
        ${nextRow.replaceAll('ROWS', `${rows}u`).replaceAll('WIDTH_OF_GROUP', `${width}u`)}
${lines(loads, (i) => `        let next${i} = ${picture.load('next_row', `i32(min(lane + ${i * width}u, ${count - 1}u))`, 'i32(channel_group)')};`)}
${lines(count, (j) => `        x${j} = select(subgroupShuffle(x${j}, neighbour), subgroupBroadcast(next${Math.floor(j / width)}, ${j % width}u), is_last);`)}
      }`,
  };
}
