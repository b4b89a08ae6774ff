// PNG files as 8-bit pixels.

import { convertIndexedToRgb, decode, hasPngSignature, type DecodedPng } from 'fast-png';
import { ShadegradError } from '@shadegrad/core';
import { readInput } from '../input-files.js';
import { boundedPng, PngTooLarge } from './bounded-png.js';

export interface PngPicture {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA. */
  readonly channels: 1 | 2 | 3 | 4;
  /** [height, width, channels] */
  readonly pixels: Uint8Array;
}

/** @throws ShadegradError `SHADEGRAD_PNG`, `SHADEGRAD_PNG_TOO_LARGE`, `SHADEGRAD_FILE_…`. */
export async function readPng(path: string): Promise<PngPicture> {
  return decodePng(await readInput(path), path);
}

/** @throws ShadegradError `SHADEGRAD_PNG`, `SHADEGRAD_PNG_TOO_LARGE`. */
export function decodePng(bytes: Uint8Array, path: string): PngPicture {
  if (!hasPngSignature(bytes)) throw notPng(path, 'it does not begin with PNG’s signature');
  try {
    return toBytes(decode(boundedPng(bytes), { checkCrc: true }));
  } catch (cause) {
    if (cause instanceof PngTooLarge) throw tooLarge(path, cause);
    throw notPng(path, `it is damaged (${cause instanceof Error ? cause.message : String(cause)})`, cause);
  }
}

function toBytes(png: DecodedPng): PngPicture {
  const { width, height, depth } = png;
  if (png.palette !== undefined) {
    return {
      width,
      height,
      channels: png.palette[0]?.length === 4 ? 4 : 3,
      pixels: convertIndexedToRgb(png),
    };
  }
  if (depth < 8) {
    // A grey picture of 1, 2 or 4 bits is one whose palette is the greys.
    const levels = 2 ** depth;
    const greys = Array.from({ length: levels }, (_, level): [number, number, number] => {
      const grey = Math.round((level * 255) / (levels - 1));
      return [grey, grey, grey];
    });
    return { width, height, channels: 3, pixels: convertIndexedToRgb({ ...png, palette: greys }) };
  }
  const channels = ([1, 2, 3, 4] as const).find((count) => count === png.channels);
  if (channels === undefined) throw new Error(`it has ${png.channels} channels`);
  const pixels = depth === 16 ? Uint8Array.from(png.data, (value) => value >> 8) : Uint8Array.from(png.data);
  return { width, height, channels, pixels };
}

function tooLarge(path: string, cause: PngTooLarge): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_PNG_TOO_LARGE',
    `${path} is more than is taken: ${cause.message}.`,
    'Scale it down to at most 8192×8192 pixels.',
    { cause },
  );
}

function notPng(path: string, why: string, cause?: unknown): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_PNG',
    `${path} is not a PNG picture: ${why}.`,
    'Give a PNG file; other formats convert with any picture editor.',
    { cause },
  );
}
