// MNIST's frame: the digit fills a box of 20×20 along its longer side and lies in 28×28 with its centre of mass at the
// centre. In all 70,000 of MNIST's pictures the centre of mass lies on pixel 14 (counted from 0) in both directions.

import type { Box, Plane } from './area-average.js';

/** Side of a picture, in pixels. */
export const FRAME = 28;
/** Longer side of a digit, in pixels. */
export const DIGIT_BOX = 20;

/** Where a plane's left upper corner lies in the frame. */
export interface Place {
  readonly left: number;
  readonly top: number;
}

/** The same plane in 256 levels, its strongest ink at 255, as it is in MNIST. */
export function toLevels(plane: Plane): Plane {
  const { amounts } = plane;
  let peak = 0;
  for (const amount of amounts) peak = Math.max(peak, amount);
  const levels = new Float32Array(amounts.length);
  for (let index = 0; index < levels.length; index++) {
    levels[index] = Math.round((255 * (amounts[index] ?? 0)) / peak);
  }
  return { ...plane, amounts: levels };
}

/** The smallest box that holds all ink. */
export function boxOfInk({ width, height, amounts }: Plane): Box {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      if (amounts[index] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  return { left, top, width: right - left, height: bottom - top };
}

/** Mean position of the ink, in pixels from the left and upper edge. */
export function centreOfMass({ width, height, amounts }: Plane): { x: number; y: number } {
  let [mass, massX, massY] = [0, 0, 0];
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      const amount = amounts[index] ?? 0;
      mass += amount;
      massX += amount * (x + 0.5);
      massY += amount * (y + 0.5);
    }
  }
  return { x: massX / mass, y: massY / mass };
}

/** The place that puts the centre of mass on the frame's centre pixel, or as near to it as keeps all ink inside. */
export function centredByMass(plane: Plane): Place {
  const centre = centreOfMass(plane);
  const box = boxOfInk(plane);
  return {
    left: keptInside(FRAME / 2 - Math.floor(centre.x), box.left, box.width),
    top: keptInside(FRAME / 2 - Math.floor(centre.y), box.top, box.height),
  };
}

/** Moves a place, along one axis, so that ink from `start` on for `length` stays in the frame. */
export function keptInside(place: number, start: number, length: number): number {
  return Math.min(Math.max(place, -start), FRAME - start - length);
}

/** Puts levels into an empty frame; nothing but background may stick out. */
export function intoFrame({ width, height, amounts }: Plane, { left, top }: Place): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(FRAME * FRAME);
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      const level = amounts[index] ?? 0;
      if (level > 0) frame[(top + y) * FRAME + left + x] = level;
    }
  }
  return frame;
}
