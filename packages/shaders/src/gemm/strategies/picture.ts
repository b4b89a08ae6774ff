// Loads from a picture along a row, for kernels whose window slides along it.

import type { Window2d } from '../../window-2d.js';
import { isPadded } from '../convolution.js';
import { declareInput } from './input.js';

/** A picture and the window that slides over it. */
export type Picture = Omit<Window2d, 'batch'>;

export interface PictureLoads {
  /** Channels in one load: four where they come in fours, else one. */
  readonly terms: 4 | 1;
  /** Type of a load. */
  readonly type: 'vec4f' | 'f32';
  /**
   * Declares `x`, `struct Row` and `row_at(n: i32, y: i32, left: i32) -> Row`, which may lie outside of the picture:
   * loads give 0 there, if a window ever reaches there at all.
   */
  readonly wgsl: string;
  /** The load of group `channels` (i32) of column `j` of a Row; both are expressions. */
  readonly load: (row: string, j: string, channels: string) => string;
  /** A channel of a load. */
  readonly term: (variable: string, t: number) => string;
}

/** Needs the constants BATCH, HEIGHT, WIDTH and CHANNELS. */
export function pictureLoads(c: Picture, fromTexture: boolean): PictureLoads {
  const terms = c.channels % 4 === 0 ? 4 : 1;
  const type = terms === 4 ? 'vec4f' : 'f32';
  const stride = `i32(CHANNELS / ${terms}u)`;
  const padded = isPadded(c);
  return {
    terms,
    type,
    wgsl: `${declareInput('x', 0, type, fromTexture)}

struct Row { start: i32, left: i32, inside: bool }

fn row_at(n: i32, y: i32, left: i32) -> Row {
  let inside = (y >= 0) & (y < i32(HEIGHT)) & (n < i32(BATCH));
  return Row(((n * i32(HEIGHT) + y) * i32(WIDTH) + left) * ${stride}, left, inside);
}
${padded ? paddedLoad(type, stride) : ''}`,
    load: (row, j, channels) =>
      padded
        ? `at_column(${row}, ${j}, ${channels})`
        : `x_at(u32(${row}.start + ${j} * ${stride} + ${channels}))`,
    term: (variable, t) => (terms === 4 ? `${variable}[${t}]` : variable),
  };
}

// One way through and no short circuits: SwiftShader compiles branches in unrolled code for half a minute.
const paddedLoad = (type: string, stride: string): string => `
fn at_column(row: Row, j: i32, channels: i32) -> ${type} {
  let column = row.left + j;
  let inside = row.inside & (column >= 0) & (column < i32(WIDTH));
  return select(${type}(), x_at(u32(select(0, row.start + j * ${stride} + channels, inside))), inside);
}
`;
