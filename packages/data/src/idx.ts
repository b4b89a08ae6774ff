// The IDX format of MNIST's files: two zero bytes, an element type, the number of dimensions, each dimension as a
// big-endian u32, then the elements. Strict, because a file that is nearly right trains a network that is nearly right.

import { requireLabelsBelow, validateDataset, type Dataset } from './dataset.js';
import { DataError, grouped } from './errors.js';

/** An array of unsigned bytes with its dimensions, slowest first. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

const elementTypes = new Map([
  [0x08, 'unsigned bytes'],
  [0x09, 'signed bytes'],
  [0x0b, '16-bit integers'],
  [0x0c, '32-bit integers'],
  [0x0d, '32-bit floats'],
  [0x0e, '64-bit floats'],
]);

/** More elements than any dataset that fits a GPU; stops absurd headers before anything is allocated. */
const MAX_ELEMENTS = 2 ** 32;

const REPLACE = 'Delete the file and fetch it again, for example with "shadegrad data fetch mnist".';

/**
 * Reads an IDX file of unsigned bytes.
 *
 * @param bytes The whole file, decompressed.
 * @param name What to call the file in errors.
 * @returns Dimensions and elements; the elements share memory with `bytes`.
 * @throws DataError `SHADEGRAD_IDX_MAGIC`, `_DTYPE`, `_DIMENSIONS`, `_TRUNCATED` or `_TRAILING`.
 *
 * @example
 * ```ts
 * import { encodeIdx, parseIdx } from '@shadegrad/data';
 *
 * const file = encodeIdx({ shape: [2, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 6) });
 * console.log(parseIdx(file).shape); // [ 2, 3 ]
 * ```
 */
export function parseIdx(bytes: Uint8Array, name = 'The IDX file'): IdxArray {
  const shape = parseIdxShape(bytes, name);
  const start = headerBytes(shape.length);
  const expected = start + shape.reduce((product, dimension) => product * dimension, 1);
  if (bytes.length < expected) throw truncated(name, bytes.length, expected);
  if (bytes.length > expected) {
    throw new DataError(
      'SHADEGRAD_IDX_TRAILING',
      `${name} goes on for ${grouped(bytes.length - expected)} bytes after its ${grouped(expected)}.`,
      REPLACE,
    );
  }
  return { shape, data: bytes.subarray(start) };
}

function headerBytes(dimensions: number): number {
  return 4 + 4 * dimensions;
}

function truncated(name: string, actual: number, expected: number): DataError {
  return new DataError(
    'SHADEGRAD_IDX_TRUNCATED',
    `${name} ends after ${grouped(actual)} of ${grouped(expected)} bytes.`,
    REPLACE,
  );
}

function parseIdxShape(bytes: Uint8Array, name: string): number[] {
  if (bytes.length < 4) throw truncated(name, bytes.length, 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [elementType, dimensions] = [view.getUint8(2), view.getUint8(3)];
  const elements = elementTypes.get(elementType);
  if (view.getUint16(0) !== 0 || elements === undefined) {
    const magic = view.getUint32(0).toString(16).padStart(8, '0');
    throw new DataError(
      'SHADEGRAD_IDX_MAGIC',
      `${name} is not an IDX file: it begins with 0x${magic}.`,
      'IDX files of images begin with 0x00000803, of labels with 0x00000801. Check that this is the right file.',
    );
  }
  if (elementType !== UNSIGNED_BYTE) {
    throw new DataError(
      'SHADEGRAD_IDX_DTYPE',
      `${name} holds ${elements}; pictures and labels are unsigned bytes.`,
      'Convert the elements to unsigned bytes (IDX type 0x08).',
    );
  }
  if (bytes.length < headerBytes(dimensions)) throw truncated(name, bytes.length, headerBytes(dimensions));
  const shape = Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
  const elementCount = shape.reduce((product, dimension) => product * dimension, 1);
  // The product is NaN when huge dimensions meet a zero.
  if (dimensions < 1 || !(elementCount <= MAX_ELEMENTS)) {
    throw new DataError(
      'SHADEGRAD_IDX_DIMENSIONS',
      `${name} claims the dimensions [${shape.join(', ')}].`,
      'One dimension or more and at most 2^32 elements can be read. Check that this is the right file.',
    );
  }
  return shape;
}

/**
 * Writes an IDX file of unsigned bytes: the inverse of {@link parseIdx}.
 *
 * @throws DataError `SHADEGRAD_IDX_DIMENSIONS` when `data` is not as long as `shape` says.
 */
export function encodeIdx(array: IdxArray): Uint8Array<ArrayBuffer> {
  const { shape, data } = array;
  const elements = shape.reduce((product, dimension) => product * dimension, 1);
  const fits = shape.every((side) => Number.isInteger(side) && side >= 0 && side < 2 ** 32);
  if (shape.length < 1 || shape.length > 255 || !fits || elements !== data.length) {
    throw new DataError(
      'SHADEGRAD_IDX_DIMENSIONS',
      `${grouped(data.length)} elements cannot have the dimensions [${shape.join(', ')}].`,
      'Give whole dimensions whose product is the number of elements.',
    );
  }
  const start = headerBytes(shape.length);
  const bytes = new Uint8Array(start + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(2, UNSIGNED_BYTE);
  view.setUint8(3, shape.length);
  shape.forEach((dimension, axis) => view.setUint32(4 + 4 * axis, dimension));
  bytes.set(data, start);
  return bytes;
}

/** A pair of IDX files that make a dataset. */
export interface IdxPair {
  /** Name of the dataset. */
  readonly name: string;
  /** File of pictures [examples, height, width] or [examples, height, width, channels]. */
  readonly images: Uint8Array;
  /** File of labels [examples]. */
  readonly labels: Uint8Array;
  readonly classes: readonly string[];
  /** What to call the files in errors; by default after `name`. */
  readonly imagesName?: string;
  readonly labelsName?: string;
}

/**
 * Makes a dataset of an IDX file of pictures and one of labels, both decompressed.
 *
 * @throws DataError as {@link parseIdx}; `SHADEGRAD_IDX_DIMENSIONS` when a file has the wrong number of dimensions,
 *   `SHADEGRAD_IDX_COUNT` when there are not as many pictures as labels, or none; `SHADEGRAD_IDX_LABEL` when a label
 *   has no class.
 */
export function datasetFromIdx(pair: IdxPair): Dataset {
  const { name, classes, imagesName = `${name} images`, labelsName = `${name} labels` } = pair;
  const images = parseIdx(pair.images, imagesName);
  const labels = parseIdx(pair.labels, labelsName);
  const [count = 0, height = 0, width = 0, channels = 1] = images.shape;
  const sidesAreSound = height > 0 && width > 0 && channels > 0;
  if (images.shape.length < 3 || images.shape.length > 4 || !sidesAreSound) {
    throw new DataError(
      'SHADEGRAD_IDX_DIMENSIONS',
      `${imagesName} has the dimensions [${images.shape.join(', ')}].`,
      'Pictures are [examples, height, width] or [examples, height, width, channels]. Were images and labels swapped?',
    );
  }
  if (labels.shape.length !== 1) {
    throw new DataError(
      'SHADEGRAD_IDX_DIMENSIONS',
      `${labelsName} has the dimensions [${labels.shape.join(', ')}].`,
      'Labels have one dimension. Were images and labels swapped?',
    );
  }
  if (count !== labels.data.length || count === 0) {
    throw new DataError(
      'SHADEGRAD_IDX_COUNT',
      `${imagesName} has ${grouped(count)} pictures and ${labelsName} has ${grouped(labels.data.length)} labels.`,
      'Use the labels that belong to these pictures: one each, and at least one.',
    );
  }
  requireLabelsBelow(classes.length, labels.data, labelsName);
  const shape = [height, width, channels] as const;
  return validateDataset({ name, images: images.data, labels: labels.data, shape, classes });
}
