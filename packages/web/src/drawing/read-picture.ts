// A picture file that was dropped, pasted or opened, as ink for the drawing board.

import { findInk } from '@shadegrad/data';
import { ShadegradError } from '@shadegrad/core';
import type { LaidPicture } from './marks.js';

/** Longer side of what is kept, in pixels: ten times what the network sees. */
const SIDE = 280;

/**
 * @throws ShadegradError `SHADEGRAD_PICTURE_UNREADABLE` where the browser cannot read it, DataError
 *   `SHADEGRAD_PICTURE_EMPTY` where nothing stands out of its background.
 */
export async function readPicture(file: Blob, name: string): Promise<LaidPicture> {
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new ShadegradError(
      'SHADEGRAD_PICTURE_UNREADABLE',
      `${name} is no picture that this browser can read.`,
      'Give a PNG, JPEG or WebP file.',
      { cause },
    );
  });
  try {
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (context === null) throw new Error('the browser makes no canvas');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    const { amounts } = findInk(data, width, height, 4);
    return { kind: 'picture', width, height, amounts, what: name };
  } finally {
    bitmap.close();
  }
}
