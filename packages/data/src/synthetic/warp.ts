// How one hand's digit differs from the next: slant, rotation, proportions, and a smooth bending of the whole. Rotation
// is written with rational functions, which every engine computes alike, where sine and cosine may differ in a bit.

import type { Random } from './random.js';
import type { Point } from './stroke-path.js';

/** Moves a point; points lie in a unit square around the digit, y downwards. */
export type Warp = (point: Point) => Point;

/** Draws a random affine map with taper and uneven spacing. */
export function randomAffine(random: Random): Warp {
  const stretch = 1.12 + random.bell(0.24);
  const slant = 0.12 + random.bell(0.3);
  const taper = random.bell(0.2);
  const sag = random.bell(0.2);
  const lean = random.bell(0.13);
  // Half-angle form: tan(angle / 2) = lean / 2.
  const half = lean / 2;
  const cosine = (1 - half * half) / (1 + half * half);
  const sine = (2 * half) / (1 + half * half);
  return ({ x, y }) => {
    const [centredX, centredY] = [x - 0.5, y - 0.5];
    const bentY = centredY + sag * (centredY * centredY - 0.25);
    const slantedX = centredX * stretch * (1 + taper * 2 * centredY) + slant * -bentY;
    return { x: 0.5 + cosine * slantedX - sine * bentY, y: 0.5 + sine * slantedX + cosine * bentY };
  };
}

const NODES = 3;

/** Draws a random smooth displacement: bell-shaped shifts on a grid of 3×3 nodes, eased from node to node. */
export function randomElastic(random: Random, deviation: number): Warp {
  const shifts = Array.from({ length: NODES * NODES }, () => ({
    x: random.bell(deviation),
    y: random.bell(deviation),
  }));
  const origin = { x: 0, y: 0 };
  return ({ x, y }) => {
    const column = gridPosition(x);
    const row = gridPosition(y);
    let [movedX, movedY] = [x, y];
    for (const [rowOffset, rowWeight] of [
      [0, 1 - row.ease],
      [1, row.ease],
    ] as const) {
      for (const [columnOffset, columnWeight] of [
        [0, 1 - column.ease],
        [1, column.ease],
      ] as const) {
        const node = (row.node + rowOffset) * NODES + column.node + columnOffset;
        const shift = shifts[node] ?? origin;
        movedX += rowWeight * columnWeight * shift.x;
        movedY += rowWeight * columnWeight * shift.y;
      }
    }
    return { x: movedX, y: movedY };
  };
}

/** The node before a position, and the eased share of the next one; positions outside the grid stay at its rim. */
function gridPosition(position: number): { node: number; ease: number } {
  const scaled = Math.min(Math.max(position, 0), 1) * (NODES - 1);
  const node = Math.min(Math.floor(scaled), NODES - 2);
  const t = scaled - node;
  return { node, ease: t * t * (3 - 2 * t) };
}
