// A pen drawn along lines: each pixel takes the ink of the nearest piece of line, full within the pen's radius and fading
// over about a pixel at its edge, as scanned and shrunk handwriting does.

import type { Box, Plane } from '../picture/area-average.js';
import { DIGIT_BOX } from '../picture/frame.js';
import type { Point } from './stroke-path.js';

export interface Pen {
  /** In pixels of the finished picture. */
  readonly radius: number;
  /** Half the width of the fading edge, in pixels. */
  readonly softness: number;
  /** Share by which the radius grows (or shrinks) from the top to the bottom of the digit. */
  readonly pressure: number;
}

/** Draws lines so that their ink fills a box of 20×20 pixels along its longer side. */
export function drawLines(lines: readonly (readonly Point[])[], pen: Pen): Plane {
  const { left, top, width, height } = bounds(lines);
  const room = DIGIT_BOX - 2 * pen.radius;
  const scale = room / Math.max(width, height, 1e-6);
  // Rounding errors must not add a column to a line that fills the box.
  const columns = Math.min(Math.ceil(width * scale + 2 * pen.radius), DIGIT_BOX);
  const rows = Math.min(Math.ceil(height * scale + 2 * pen.radius), DIGIT_BOX);
  const amounts = new Float32Array(columns * rows);
  const plane = { width: columns, height: rows, amounts };
  // A line much shorter than the box lies in its middle.
  const offsetX = (columns - width * scale) / 2 - left * scale;
  const offsetY = (rows - height * scale) / 2 - top * scale;
  for (const line of lines) {
    const placed = line.map(({ x, y }) => ({ x: x * scale + offsetX, y: y * scale + offsetY }));
    placed.forEach((point, index) => {
      const next = placed[index + 1];
      if (next) drawSegment(plane, point, next, pen);
    });
  }
  return plane;
}

function drawSegment(plane: Plane, from: Point, to: Point, pen: Pen): void {
  const { width, height, amounts } = plane;
  const radius = pen.radius * (1 + pen.pressure * ((from.y + to.y) / DIGIT_BOX - 1));
  const reach = radius + pen.softness;
  const [alongX, alongY] = [to.x - from.x, to.y - from.y];
  const lengthSquared = alongX * alongX + alongY * alongY || 1e-12;
  const firstColumn = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach));
  const lastColumn = Math.min(width - 1, Math.floor(Math.max(from.x, to.x) + reach));
  const firstRow = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
  const lastRow = Math.min(height - 1, Math.floor(Math.max(from.y, to.y) + reach));
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const x = column + 0.5 - from.x;
      const y = row + 0.5 - from.y;
      const t = Math.min(Math.max((x * alongX + y * alongY) / lengthSquared, 0), 1);
      const awayX = x - t * alongX;
      const awayY = y - t * alongY;
      const distance = Math.sqrt(awayX * awayX + awayY * awayY);
      const amount = Math.min((reach - distance) / (2 * pen.softness), 1);
      const index = row * width + column;
      if (amount > (amounts[index] ?? 0)) amounts[index] = amount;
    }
  }
}

function bounds(lines: readonly (readonly Point[])[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines) {
    for (const { x, y } of line) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return { left, top, width: right - left, height: bottom - top };
}
