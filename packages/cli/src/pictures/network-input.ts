// From a PNG to the pixels that a network expects.

import { ShadegradError, type Shape } from '@shadegrad/core';
import { toDigit } from '@shadegrad/data';
import { aboutFile } from '../told-error.js';
import type { PngPicture } from './read-png.js';

export interface InputWanted {
  /** Of the network: [height, width, channels]. */
  readonly shape: Shape;
  /** Of the dataset that it was trained on, where known. */
  readonly dataset?: string | undefined;
}

/**
 * Prepares a picture: one that has the network's size already is taken as it is, if its background is dark as MNIST's
 * is; others are made 28×28 the way the dataset was.
 *
 * @throws ShadegradError `SHADEGRAD_PICTURE_SHAPE` where the network is not for 28×28 grey pixels and the picture has
 *   another size. What else is thrown has the file's name in its message.
 */
export function networkInput(picture: PngPicture, { shape, dataset }: InputWanted, path: string): Uint8Array {
  const { width, height, channels, pixels } = picture;
  const fits = shape.join() === [height, width, channels].join();
  if (fits && (channels !== 1 || hasDarkBorder(picture))) return pixels;
  if (shape.join() !== '28,28,1') {
    throw new ShadegradError(
      'SHADEGRAD_PICTURE_SHAPE',
      `${path} has ${height}×${width}×${channels} values, but the network takes ${shape.join('×')}.`,
      'Convert the picture to that size and number of channels.',
    );
  }
  // Clothes are not centred by their mass, as digits are, and fill their frame.
  const asTaken = dataset === 'fashion-mnist';
  try {
    return toDigit(pixels, width, height, channels, asTaken ? { scaling: 'picture', centring: 'keep' } : {})
      .pixels;
  } catch (error) {
    throw aboutFile(path, error);
  }
}

function hasDarkBorder({ width, height, pixels }: PngPicture): boolean {
  const border: number[] = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1)) {
      border.push(pixels[y * width + x] ?? 0);
    }
  }
  const sorted = border.toSorted((a, b) => a - b);
  return (sorted[sorted.length >> 1] ?? 0) < 64;
}
