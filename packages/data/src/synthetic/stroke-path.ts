// From a few points of a pen's path to a smooth line: Catmull-Rom splines between corners, sampled into short segments.

/** A point of a pen's path, y downwards; the pen turns sharply at a `corner` and runs smoothly through other points. */
export interface PathPoint {
  readonly x: number;
  readonly y: number;
  readonly corner?: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Segments between two points of a path. */
const STEPS = 5;

/** Samples a path into a polyline through all its points. */
export function smoothPath(path: readonly PathPoint[]): Point[] {
  const line: Point[] = [];
  for (let index = 0; index + 1 < path.length; index++) {
    const from = path[index];
    const to = path[index + 1];
    if (!from || !to) continue;
    // Beyond a corner or an end there is nothing to be smooth with.
    const before = from.corner ? from : (path[index - 1] ?? from);
    const after = to.corner ? to : (path[index + 2] ?? to);
    for (let step = 0; step < STEPS; step++) line.push(catmullRom(before, from, to, after, step / STEPS));
  }
  const last = path.at(-1);
  if (last) line.push({ x: last.x, y: last.y });
  return line;
}

function catmullRom(before: Point, from: Point, to: Point, after: Point, t: number): Point {
  const along = (a: number, b: number, c: number, d: number): number =>
    b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  return {
    x: along(before.x, from.x, to.x, after.x),
    y: along(before.y, from.y, to.y, after.y),
  };
}
