// A pad to draw a digit on, as an input: its value is the picture that the network sees.

import { pngAddress } from './pictures.js';

export interface DigitPadOptions {
  /** Pixels on a side. Default: 28, MNIST's. */
  readonly side?: number;
  /** The picture that it begins with, bytes [side, side]. Default: nothing drawn. */
  readonly start?: Uint8Array;
  /** Radius of the pen in pixels of the picture. Default: 1.4, about as thick as MNIST's strokes. */
  readonly pen?: number;
  /** Default: the global one. */
  readonly document?: Document;
}

/** An element with a value: the picture, bytes [side, side], 0 background to 255 ink. It says `input` when it changes. */
export type DigitPad = HTMLElement & { value: Uint8Array<ArrayBuffer> };

const SCREEN = 196;

/** Makes a pad; give it to `view` for a value that follows what is drawn. */
export function digitPad(options: DigitPadOptions = {}): DigitPad {
  const { side = 28, start, pen = 1.4, document = globalThis.document } = options;
  const value = new Uint8Array(side * side);
  if (start !== undefined) value.set(start.subarray(0, value.length));
  const pad = Object.assign(document.createElement('div'), { value });
  const picture = document.createElement('img');
  picture.alt = 'what is drawn';
  picture.setAttribute('draggable', 'false');
  picture.setAttribute(
    'style',
    `display: block; width: ${SCREEN}px; height: ${SCREEN}px; image-rendering: pixelated; border-radius: 6px; cursor: crosshair; touch-action: none`,
  );
  const clear = document.createElement('button');
  clear.textContent = 'Clear';
  clear.setAttribute('type', 'button');
  clear.setAttribute('style', 'margin-top: 6px');
  pad.append(picture, clear);

  const show = (): void => {
    picture.src = pngAddress({ width: side, height: side, channels: 1, data: pad.value });
  };
  const changed = (next: Uint8Array<ArrayBuffer>): void => {
    // Another array each time: those who have the last one keep it.
    pad.value = next;
    show();
    pad.dispatchEvent(new Event('input', { bubbles: true }));
  };
  clear.addEventListener('click', () => changed(new Uint8Array(side * side)));
  followPen(picture, side, (from, to) => changed(withStroke(pad.value, side, from, to, pen)));
  show();
  return pad;
}

type Point = readonly [x: number, y: number];

function followPen(element: HTMLElement, side: number, draw: (from: Point, to: Point) => void): void {
  let last: Point | undefined;
  const place = (event: PointerEvent): Point => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [((event.clientX - left) / width) * side, ((event.clientY - top) / height) * side];
  };
  element.addEventListener('pointerdown', (event) => {
    element.setPointerCapture(event.pointerId);
    last = place(event);
    draw(last, last);
  });
  element.addEventListener('pointermove', (event) => {
    if (last === undefined) return;
    const next = place(event);
    draw(last, next);
    last = next;
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    element.addEventListener(end, () => {
      last = undefined;
    });
}

/** Ink is as dark as the pen covers a pixel: full within its radius, nothing one pixel outside. */
export function withStroke(
  pixels: Uint8Array,
  side: number,
  from: Point,
  to: Point,
  radius: number,
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(pixels, (ink, index) => {
    const center: Point = [(index % side) + 0.5, Math.floor(index / side) + 0.5];
    const cover = Math.max(0, Math.min(1, radius + 0.5 - distanceToSegment(center, from, to)));
    return Math.max(ink, Math.round(255 * cover));
  });
}

function distanceToSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
