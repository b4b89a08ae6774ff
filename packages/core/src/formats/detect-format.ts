// What a file is: by its first bytes, since names lie; by its name where they are damaged, so that the damage is told.

import { ShadegradError } from '../errors.js';
import { MOST_JSON_BYTES, parseJsonBytes } from './json.js';

/** `keras` is the archive, `hdf5` what Keras wrote before it, and weights alone. */
export type FileKind = 'safetensors' | 'onnx' | 'tfjs' | 'keras' | 'hdf5';

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** The field `ir_version`, which comes first in every ONNX file. */
const ONNX = [0x08];
const BRACE = 0x7b;

const KIND_OF_NAME: readonly (readonly [ending: RegExp, kind: FileKind])[] = [
  [/\.safetensors$/i, 'safetensors'],
  [/\.onnx$/i, 'onnx'],
  [/\.keras$/i, 'keras'],
  [/\.(h5|hdf5)$/i, 'hdf5'],
];

/**
 * @param file What the error calls the file.
 * @throws ShadegradError `SHADEGRAD_FORMAT_UNKNOWN`.
 * @example
 * ```ts
 * import { detectFormat } from '@shadegrad/core/formats';
 *
 * console.log(detectFormat(Uint8Array.of(0x50, 0x4b, 0x03, 0x04), 'model.keras')); // keras
 * ```
 */
export function detectFormat(bytes: Uint8Array, file: string): FileKind {
  const kind = kindOf(bytes, file);
  if (kind !== undefined) return kind;
  throw new ShadegradError(
    'SHADEGRAD_FORMAT_UNKNOWN',
    `${file} is no model in a format that is known here.`,
    'Give a .safetensors, .onnx, .keras or .h5 file, or the model.json of a TensorFlow.js layers model.',
  );
}

/** Whether a file is in one of the formats; damaged or not. */
export function isModelFile(bytes: Uint8Array, file: string): boolean {
  return kindOf(bytes, file) !== undefined;
}

/**
 * The names of the files that a model file needs beside it, in its own folder: the shards of a TensorFlow.js model;
 * none for every other format.
 *
 * @throws ShadegradError `SHADEGRAD_FORMAT_UNKNOWN`, `SHADEGRAD_FORMAT_DAMAGED`.
 */
export async function filesBeside(bytes: Uint8Array, file: string): Promise<readonly string[]> {
  if (detectFormat(bytes, file) !== 'tfjs') return [];
  const { shardNames } = await import('./tfjs/index.js');
  return shardNames(bytes, file);
}

function kindOf(bytes: Uint8Array, file: string): FileKind | undefined {
  if (beginsWith(bytes, ZIP)) return 'keras';
  if (beginsWith(bytes, HDF5)) return 'hdf5';
  // The length of a safetensors header, eight bytes, and the header, which is JSON.
  if (bytes[8] === BRACE && bytes[7] === 0 && bytes[6] === 0) return 'safetensors';
  if (bytes[0] === BRACE && isTfjs(bytes)) return 'tfjs';
  if (beginsWith(bytes, ONNX)) return 'onnx';
  return KIND_OF_NAME.find(([ending]) => ending.test(file))?.[1];
}

function beginsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

function isTfjs(bytes: Uint8Array): boolean {
  if (bytes.length > MOST_JSON_BYTES) return false;
  const json = parseJsonBytes(bytes);
  return typeof json === 'object' && json !== null && 'modelTopology' in json;
}
