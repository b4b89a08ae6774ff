// Any picture of a digit → the 28×28 pixels that a network trained on MNIST expects, made the way MNIST was made.

import { areaAverage, type Box, type Plane } from './area-average.js';
import {
  boxOfInk,
  centredByMass,
  DIGIT_BOX,
  FRAME,
  intoFrame,
  keptInside,
  toLevels,
  type Place,
} from './frame.js';
import { findInk, type Channels, type Ink } from './ink.js';

export interface ToDigitOptions {
  /**
   * `fit` (default) crops to the ink and fits it into 20×20, keeping the aspect; `picture` fits the whole picture, with
   * its margins, into 28×28.
   */
  readonly scaling?: 'fit' | 'picture';
  /** `mass` (default) puts the centre of mass at the centre; `keep` leaves the ink where it lies in the picture. */
  readonly centring?: 'mass' | 'keep';
}

export interface Digit {
  /** 28×28 bytes, row after row: 0 background to 255 full ink. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** Where the ink was found in the picture, in its pixels. */
  readonly box: Box;
  /** How the ink stood out: darker or lighter than the background, or opaque on a see-through one. */
  readonly ink: Ink['kind'];
}

/**
 * Prepares a picture for a network trained on MNIST: finds the ink (on a dark, light or see-through background, as the
 * border shows), crops to it, fits it into 20×20 by averaging areas, and puts its centre of mass at the centre of 28×28.
 *
 * @param pixels Bytes [height, width, channels].
 * @param channels 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA; a canvas gives 4.
 * @throws DataError `SHADEGRAD_PICTURE_SIZE` when sizes and bytes disagree or a side is not 1 to 16,384 pixels;
 *   `SHADEGRAD_PICTURE_EMPTY` when nothing stands out from the background.
 *
 * @example
 * ```ts
 * import { toDigit } from '@shadegrad/data';
 *
 * const width = 100;
 * const page = new Uint8Array(width * width).fill(255);
 * for (let y = 20; y < 80; y++) page.fill(0, y * width + 48, y * width + 54); // a stroke: the digit 1
 * const { pixels, ink } = toDigit(page, width, width, 1);
 * console.log(pixels.length, ink); // 784 dark
 * ```
 */
export function toDigit(
  pixels: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  channels: Channels,
  options: ToDigitOptions = {},
): Digit {
  const { scaling = 'fit', centring = 'mass' } = options;
  const ink = findInk(pixels, width, height, channels);
  const box = boxOfInk(ink);
  const source = scaling === 'fit' ? box : { left: 0, top: 0, width, height };
  const scale = (scaling === 'fit' ? DIGIT_BOX : FRAME) / Math.max(source.width, source.height);
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  const levels = toLevels(areaAverage(ink, source, side(source.width), side(source.height)));
  const place = centring === 'mass' ? centredByMass(levels) : placeInPicture(levels, source, ink);
  return { pixels: intoFrame(levels, place), box, ink: ink.kind };
}

/** The place where the middle of `source` lies in the frame as it does in the picture. */
function placeInPicture(levels: Plane, source: Box, picture: Plane): Place {
  const scale = FRAME / Math.max(picture.width, picture.height);
  const target = (start: number, length: number, pictureSide: number, side: number): number => {
    const middle = FRAME / 2 + (start + length / 2 - pictureSide / 2) * scale;
    return keptInside(Math.round(middle - side / 2), 0, side);
  };
  return {
    left: target(source.left, source.width, picture.width, levels.width),
    top: target(source.top, source.height, picture.height, levels.height),
  };
}
