// Loads from a picture along a row, for kernels whose window slides along it.

import type { Window2d } from '../../window-2d.js';
import { isPadded } from '../convolution.js';
import { declareInput, lastTexel } from './input.js';

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

struct Row { start: i32, left: i32, width: u32 }

fn row_at(n: i32, y: i32, left: i32) -> Row {
  let inside = (u32(y) < HEIGHT) & (u32(n) < BATCH);
  return Row(((n * i32(HEIGHT) + y) * i32(WIDTH) + left) * ${stride}, left, select(0u, WIDTH, inside));
}
${padded ? paddedLoad(type, stride, fromTexture) : ''}`,
    load: (row, j, channels) =>
      padded
        ? `at_column(${row}, ${j}, ${channels})`
        : `x_at(u32(${row}.start + ${j} * ${stride} + ${channels}))`,
    term: (variable, t) => (terms === 4 ? `${variable}[${t}]` : variable),
  };
}

// One way through and no short circuits: SwiftShader compiles branches in unrolled code for half a minute. What is
// negative is large as a u32, so one comparison finds both what lies before and what lies behind a row.
const paddedLoad = (type: string, stride: string, fromTexture: boolean): string => `
fn at_column(row: Row, j: i32, channels: i32) -> ${type} {
  let inside = u32(row.left + j) < row.width;
  let i = u32(row.start + j * ${stride} + channels);
  return ${fromTexture ? `x_at(select(${lastTexel('x')}, i, inside))` : `select(${type}(), x_at(select(0u, i, inside)), inside)`};
}
`;
