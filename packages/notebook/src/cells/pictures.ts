// Pictures on a page as PNG files in their addresses: they need no canvas, so they are the same in a browser, in Node and in
// a saved page.

import { encode } from 'fast-png';

export interface PicturesOptions {
  /** [height, width, channels] of one picture; one channel is grey, three are colours. Default: [28, 28, 1]. */
  readonly shape?: readonly number[];
  /** A text below each picture, by its place. */
  readonly caption?: (index: number) => string;
  /** How many screen pixels wide a picture is. Default: 56. */
  readonly size?: number;
  /** The values that are black and white. Default: 0 and 255 for bytes, the least and the largest for floats. */
  readonly domain?: readonly [black: number, white: number];
  /** Default: the global one. */
  readonly document?: Document;
}

/**
 * A grid of pictures.
 *
 * @param images [pictures, height, width, channels], bytes or floats.
 * @example
 * ```ts
 * import { pictures } from '@shadegrad/notebook/cells';
 * import { parseHTML } from 'linkedom'; // in a notebook, nothing of it
 *
 * const { document } = parseHTML('<html></html>');
 * const grid = pictures(Uint8Array.of(0, 255, 255, 0), { shape: [2, 2, 1], document });
 * console.log(grid.querySelectorAll('img').length); // 1
 * ```
 */
export function pictures(images: Uint8Array | Float32Array, options: PicturesOptions = {}): HTMLElement {
  const { shape = [28, 28, 1], caption, size = 56, document = globalThis.document } = options;
  const [height = 1, width = 1, channels = 1] = shape;
  const length = height * width * channels;
  if (images.length % length !== 0)
    throw new RangeError(`${images.length} values are no whole number of pictures of ${shape.join('×')}.`);
  const toByte = scale(images, options.domain);
  const grid = document.createElement('div');
  grid.className = 'notebook-pictures';
  grid.setAttribute('style', 'display: flex; flex-wrap: wrap; gap: 6px');
  for (let index = 0; index * length < images.length; index += 1) {
    const figure = document.createElement('figure');
    const image = document.createElement('img');
    const data = Uint8Array.from(images.subarray(index * length, (index + 1) * length), toByte);
    image.src = pngAddress({ width, height, channels, data });
    image.alt = caption?.(index) ?? `picture ${index + 1}`;
    image.setAttribute(
      'style',
      `display: block; width: ${size}px; aspect-ratio: ${width} / ${height}; image-rendering: pixelated; border-radius: 3px`,
    );
    figure.append(image);
    if (caption !== undefined) figure.append(captionElement(caption(index), size, document));
    grid.append(figure);
  }
  return grid;
}

function captionElement(text: string, size: number, document: Document): HTMLElement {
  const element = document.createElement('figcaption');
  element.textContent = text;
  element.setAttribute(
    'style',
    `max-width: ${size}px; font-size: 12px; line-height: 1.3; text-align: center`,
  );
  return element;
}

function scale(
  values: Uint8Array | Float32Array,
  domain: readonly [number, number] = values instanceof Uint8Array ? [0, 255] : extent(values),
): (value: number) => number {
  const [black, white] = domain;
  const range = white - black || 1;
  return (value) => Math.max(0, Math.min(255, Math.round(((value - black) / range) * 255)));
}

function extent(values: Float32Array): [number, number] {
  let [least, largest] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    largest = Math.max(largest, value);
  }
  return [least, largest];
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** The picture as an address that holds it. */
export function pngAddress(pixels: Pixels): string {
  const bytes = encode(pixels);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(text)}`;
}
