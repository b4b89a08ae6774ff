// Safetensors, the format in which weights are exchanged: names, shapes and raw numbers, and nothing that could run.
// Read strictly: a file that any other reader might take differently is refused.

import { checkLayout } from './layout.js';
import { METADATA_KEY, readHeader } from './header.js';

export interface SafeTensor {
  readonly shape: readonly number[];
  /** Row-major, as many as the product of `shape`. */
  readonly data: Float32Array<ArrayBuffer>;
}

export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major, as many as the product of `shape`. */
  readonly data: Float32Array;
}

/**
 * Reads all tensors of a file, in the order of their data. The numbers are copied; `bytes` may be reused.
 *
 * @param file What error messages call the file.
 * @throws ShadegradError
 * - `SHADEGRAD_SAFETENSORS_HEADER`: cut short, longer than the file, not JSON, a name twice, an entry malformed
 * - `SHADEGRAD_SAFETENSORS_DTYPE`: other than F32
 * - `SHADEGRAD_SAFETENSORS_SHAPE`: shape and length disagree
 * - `SHADEGRAD_SAFETENSORS_RANGE`: outside the file, or bytes that belong to no tensor
 * - `SHADEGRAD_SAFETENSORS_OVERLAP`: two tensors share bytes
 *
 * @example
 * ```ts
 * import { readSafetensors, writeSafetensors } from '@shadegrad/core';
 *
 * const file = writeSafetensors([{ name: 'dense/bias', shape: [2], data: Float32Array.of(1, -1) }]);
 * console.log(readSafetensors(file).get('dense/bias')?.data); // Float32Array(2) [ 1, -1 ]
 * ```
 */
export function readSafetensors(bytes: Uint8Array, file = 'The file'): Map<string, SafeTensor> {
  const { entries, dataOffset } = readHeader(bytes, file);
  const inOrder = checkLayout(entries, bytes.length - dataOffset, file);
  return new Map(
    inOrder.map(({ name, shape, begin, end }) => {
      // A copy, because the data of a file need not be aligned to four bytes; `slice` of Node's Buffer makes none.
      const copy = new Uint8Array(bytes.subarray(dataOffset + begin, dataOffset + end));
      return [name, { shape, data: new Float32Array(copy.buffer) }];
    }),
  );
}

/**
 * The free text that a file carries beside its tensors; empty where it has none.
 *
 * @throws ShadegradError `SHADEGRAD_SAFETENSORS_HEADER`.
 */
export function readSafetensorsMetadata(bytes: Uint8Array, file = 'The file'): ReadonlyMap<string, string> {
  return readHeader(bytes, file).metadata;
}

/**
 * Writes tensors as F32. The same tensors make the same bytes, in whatever order they come: they are sorted by name.
 *
 * @param metadata Free text to carry along.
 * @throws RangeError if a name comes twice or is `__metadata__`, or if a shape and its data disagree.
 *
 * @example
 * ```ts
 * import { readSafetensorsMetadata, writeSafetensors } from '@shadegrad/core';
 *
 * const bias = { name: 'dense/bias', shape: [10], data: new Float32Array(10) };
 * const file = writeSafetensors([bias], { epoch: '3' });
 * console.log(readSafetensorsMetadata(file).get('epoch')); // 3
 * ```
 */
export function writeSafetensors(
  tensors: Iterable<NamedTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].toSorted((a, b) => compare(a.name, b.name));
  const entries: [name: string, entry: unknown][] = [];
  let end = 0;
  sorted.forEach(({ name, shape, data }, i) => {
    if (name === METADATA_KEY || name === sorted[i - 1]?.name) {
      throw new RangeError(`writeSafetensors: the name ${JSON.stringify(name)} is taken.`);
    }
    if (shape.reduce((product, size) => product * size, 1) !== data.length) {
      throw new RangeError(
        `writeSafetensors: ${name} of shape [${shape.join(', ')}] has ${data.length} values.`,
      );
    }
    const begin = end;
    end += data.byteLength;
    entries.push([name, { dtype: 'F32', shape, data_offsets: [begin, end] }]);
  });
  const texts = Object.entries(metadata).toSorted(([a], [b]) => compare(a, b));
  if (texts.length > 0) entries.unshift([METADATA_KEY, Object.fromEntries(texts)]);

  // Written entry by entry: an object would put names such as "10" first. Spaces align the data to eight bytes.
  const json = `{${entries.map(([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`).join(',')}}`;
  const header = new TextEncoder().encode(json);
  const headerBytes = 8 * Math.ceil(header.length / 8);
  const bytes = new Uint8Array(8 + headerBytes + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(header, 8);
  bytes.fill(0x20, 8 + header.length, 8 + headerBytes);
  let offset = 8 + headerBytes;
  for (const { data } of sorted) {
    // The format is little-endian, and so is every machine that WebGPU runs on.
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

/** By code units: the same order on every machine, whatever its language. */
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
