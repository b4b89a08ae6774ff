// A dataset's picture as a PNG inside the page.

import { encode } from 'fast-png';

export interface Picture {
  /** [height, width, channels], 0 background to 255 full ink for one channel; red, green, blue for three. */
  readonly pixels: Uint8Array;
  readonly shape: readonly [height: number, width: number, channels: number];
}

/** A `data:` address of the picture; ink is drawn dark on white, as on paper. */
export function pictureAddress({ pixels, shape: [height, width, channels] }: Picture): string {
  const data = channels === 1 ? pixels.map((ink) => 255 - ink) : pixels;
  const png = encode({ width, height, data, depth: 8, channels });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
