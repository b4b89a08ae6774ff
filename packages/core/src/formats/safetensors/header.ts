// The header of a safetensors file: which tensor lies where. Everything that a damaged or hostile header can get wrong
// is refused here, before any of its numbers is used.
//
//   8 bytes  length of the header, u64, little-endian
//   header   JSON: { name: { dtype, shape, data_offsets: [begin, end] }, …, "__metadata__"?: { key: text } }, may end
//            in spaces
//   data     the tensors, one after the other; offsets count from here
//
// https://huggingface.co/docs/safetensors

import * as v from 'valibot';
import { ShadegradError } from '../../errors.js';
import { findDuplicateKey } from './duplicate-key.js';

export const METADATA_KEY = '__metadata__';

/** Room for some 40,000 tensors. JSON of a longer header could fill the memory. */
const MAX_HEADER_BYTES = 2 ** 22;

/** Where one tensor lies, as its header says; bounds and sizes are checked by `checkLayout`. */
export interface HeaderEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** In bytes from the start of the data. */
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly entries: readonly HeaderEntry[];
  readonly metadata: ReadonlyMap<string, string>;
  /** Where the data start, in bytes from the start of the file. */
  readonly dataOffset: number;
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const entrySchema = v.strictObject({
  dtype: v.string(),
  shape: v.array(count),
  data_offsets: v.strictTuple([count, count]),
});
const objectSchema = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/**
 * Reads the header of a file.
 *
 * @param file What messages call the file.
 * @throws ShadegradError `SHADEGRAD_SAFETENSORS_HEADER`.
 */
export function readHeader(bytes: Uint8Array, file: string): Header {
  const refuse = (what: string, cause?: unknown): ShadegradError =>
    new ShadegradError(
      'SHADEGRAD_SAFETENSORS_HEADER',
      `${file} is no intact safetensors file: ${what}.`,
      'Check that it is the right file and copy or save it again.',
      { cause },
    );
  if (bytes.length < 8) throw refuse(`it has ${bytes.length} bytes, too few for the length of a header`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(bytes.length - 8)) {
    throw refuse(`its header should have ${length} bytes, but only ${bytes.length - 8} follow`);
  }
  if (length > BigInt(MAX_HEADER_BYTES)) {
    throw refuse(`its header has ${length} bytes, more than the ${MAX_HEADER_BYTES} that are read here`);
  }
  const dataOffset = 8 + Number(length);

  let text: string;
  let json: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(8, dataOffset));
    json = JSON.parse(text);
  } catch (cause) {
    throw refuse('its header is not JSON in UTF-8', cause);
  }
  if (!text.startsWith('{') || !v.is(objectSchema, json)) throw refuse('its header is not a JSON object');
  const duplicate = findDuplicateKey(text);
  if (duplicate !== undefined) throw refuse(`its header names ${JSON.stringify(duplicate)} twice`);

  const entries: HeaderEntry[] = [];
  const metadata = new Map<string, string>();
  for (const [name, value] of Object.entries(json)) {
    if (name === METADATA_KEY) {
      if (!v.is(objectSchema, value)) throw refuse(`its ${METADATA_KEY} is not an object`);
      for (const [key, entry] of Object.entries(value)) {
        if (typeof entry !== 'string') throw refuse(`its ${METADATA_KEY} ${JSON.stringify(key)} is not text`);
        metadata.set(key, entry);
      }
      continue;
    }
    const parsed = v.safeParse(entrySchema, value);
    if (!parsed.success) {
      const where = v.getDotPath(parsed.issues[0]);
      const what = where === null ? '' : `: ${where}`;
      throw refuse(
        `its header describes tensor ${JSON.stringify(name)} wrongly${what}`,
        new v.ValiError(parsed.issues),
      );
    }
    const { dtype, shape, data_offsets: offsets } = parsed.output;
    entries.push({ name, dtype, shape, begin: offsets[0], end: offsets[1] });
  }
  return { entries, metadata, dataOffset };
}
