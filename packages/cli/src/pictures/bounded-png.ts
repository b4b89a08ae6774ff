// A PNG file made harmless before it is decoded: a small file can unpack to any size, in its pixels and in what lies
// beside them, and a header can claim any. What is left has a sound header, the chunks that pixels are made of, and
// exactly as many bytes of pixels as the header says.
//
// https://www.w3.org/TR/png-3/

import { inflateSync } from 'node:zlib';

/** A photograph of today's largest phones fits; what is larger is no picture of a digit. */
const MOST_PIXELS = 2 ** 26;
const MOST_FILE_BYTES = 2 ** 27;
const SIGNATURE_BYTES = 8;
/** Length, type and checksum. */
const AROUND_CHUNK = 12;
const HEADER_BYTES = 13;
/** Colour profiles, texts and animations say nothing about the pixels of the picture. */
const NEEDED = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** A picture that is larger than is taken, whatever it holds. */
export class PngTooLarge extends Error {}

interface Chunk {
  readonly type: string;
  /** With length, type and checksum. */
  readonly whole: Uint8Array;
  readonly data: Uint8Array;
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
}

/**
 * The file with only what its pixels are made of.
 *
 * @param bytes A file that begins with PNG's signature.
 * @throws PngTooLarge, or an error that says what is wrong.
 */
export function boundedPng(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MOST_FILE_BYTES) throw new PngTooLarge(`it has ${bytes.length} bytes`);
  const reader = readChunks(bytes);
  const first = reader.next().value;
  if (first?.type !== 'IHDR' || first.data.length !== HEADER_BYTES)
    throw new Error('it does not begin with a header');
  const header = readHeader(first.data);
  const rest = [...reader].filter(({ type }) => NEEDED.has(type));
  if (rest.some(({ type }) => type === 'IHDR')) throw new Error('it has two headers');
  const chunks = [first, ...rest];
  const compressed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  checkPixels(Buffer.concat(compressed), header);
  return Buffer.concat([bytes.subarray(0, SIGNATURE_BYTES), ...chunks.map(({ whole }) => whole)]);
}

/** Up to the end of the picture; what follows is no part of it. */
function* readChunks(bytes: Uint8Array): Generator<Chunk, undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = SIGNATURE_BYTES;
  for (;;) {
    const left = bytes.length - offset - AROUND_CHUNK;
    const length = left < 0 ? 0 : view.getUint32(offset);
    if (length > left) throw new Error('it ends within a chunk');
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    const end = offset + AROUND_CHUNK + length;
    yield { type, whole: bytes.subarray(offset, end), data: bytes.subarray(offset + 8, end - 4) };
    if (type === 'IEND') return undefined;
    offset = end;
  }
}

function readHeader(data: Uint8Array): Header {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [width, height, depth] = [view.getUint32(0), view.getUint32(4), view.getUint8(8)];
  const channels = CHANNELS[view.getUint8(9)];
  if (width === 0 || height === 0) throw new Error('it has no pixels');
  if (width * height > MOST_PIXELS) throw new PngTooLarge(`it has ${width}×${height} pixels`);
  if (channels === undefined || ![1, 2, 4, 8, 16].includes(depth))
    throw new Error('its header names no kind of pixels');
  return { width, height, bitsPerPixel: channels * depth };
}

/** The pixels, each row after a byte for its filter; an interlaced picture has up to twice as many, shorter rows. */
function checkPixels(compressed: Uint8Array, { width, height, bitsPerPixel }: Header): void {
  const least = Math.ceil((width * height * bitsPerPixel) / 8) + height;
  const most = least + 2 * (2 * height + 8);
  const { length } = inflateSync(compressed, { maxOutputLength: most });
  if (length < least) throw new Error(`it has ${length} bytes of pixels instead of ${least}`);
}
