// MNIST's frame: the digit fills a box of 20×20 along its longer side and lies in 28×28 with its centre of mass at the
// centre. In all 70,000 of MNIST's pictures the centre of mass lies on pixel 14 (counted from 0) in both directions.

import type { Plane } from './area-average.js';

/** Side of a picture, in pixels. */
export const FRAME = 28;
/** Longer side of a digit, in pixels. */
export const DIGIT_BOX = 20;

/** Mean position of the ink, in pixels from the left and upper edge. */
export function centreOfMass(plane: Plane): { x: number; y: number } {
  let [mass, massX, massY] = [0, 0, 0];
  for (let y = 0; y < plane.height; y++) {
    for (let x = 0; x < plane.width; x++) {
      const amount = plane.amounts[y * plane.width + x] ?? 0;
      mass += amount;
      massX += amount * (x + 0.5);
      massY += amount * (y + 0.5);
    }
  }
  return { x: massX / mass, y: massY / mass };
}

/** Where the plane's left upper corner goes so that its centre of mass lies on the frame's centre pixel. */
export function centredByMass(plane: Plane): { left: number; top: number } {
  const { x, y } = centreOfMass(plane);
  return { left: FRAME / 2 - Math.floor(x), top: FRAME / 2 - Math.floor(y) };
}

/** Puts a plane of ink into a frame of bytes, its strongest ink at 255, as it is in MNIST. What sticks out is cut off. */
export function intoFrame(plane: Plane, left: number, top: number): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(FRAME * FRAME);
  const peak = plane.amounts.reduce((most, amount) => Math.max(most, amount), 0);
  for (let y = Math.max(0, -top); y < Math.min(plane.height, FRAME - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(plane.width, FRAME - left); x++) {
      const amount = (plane.amounts[y * plane.width + x] ?? 0) / peak;
      frame[(top + y) * FRAME + left + x] = Math.round(255 * amount);
    }
  }
  return frame;
}
