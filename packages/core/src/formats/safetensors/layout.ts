// Whether the tensors that a safetensors header names fit their data: no gaps, no overlaps, nothing outside, and each as
// long as its shape says.

import { ShadegradError } from '../../errors.js';
import type { HeaderEntry } from './header.js';

/** Dtypes of the format that are not read here; f32 alone is. */
const OTHER_DTYPES = new Set(
  'BOOL F4 F6_E2M3 F6_E3M2 U8 I8 F8_E5M2 F8_E4M3 F8_E8M0 I16 U16 F16 BF16 I32 U32 C64 F64 I64 U64'.split(' '),
);

/**
 * Checks the tensors of a header against the length of the data.
 *
 * @returns The entries in the order of their data.
 * @throws ShadegradError `SHADEGRAD_SAFETENSORS_DTYPE`, `_SHAPE`, `_RANGE` or `_OVERLAP`.
 */
export function checkLayout(
  entries: readonly HeaderEntry[],
  dataBytes: number,
  file: string,
): readonly HeaderEntry[] {
  const inOrder = entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end);
  let cursor = 0;
  let previous = '';
  for (const entry of inOrder) {
    const { begin, end } = entry;
    const tensor = `tensor ${JSON.stringify(entry.name)}`;
    checkDtype(entry, tensor, file);
    if (begin > end || end > dataBytes) {
      throw damaged(
        'SHADEGRAD_SAFETENSORS_RANGE',
        `${file}: ${tensor} lies at bytes ${begin} to ${end} of ${dataBytes}.`,
      );
    }
    checkShape(entry, tensor, file);
    if (begin < cursor) {
      throw damaged('SHADEGRAD_SAFETENSORS_OVERLAP', `${file}: ${tensor} overlaps tensor ${previous}.`);
    }
    if (begin > cursor) throw hole(file, cursor, begin);
    cursor = end;
    previous = JSON.stringify(entry.name);
  }
  if (cursor < dataBytes) throw hole(file, cursor, dataBytes);
  return inOrder;
}

function checkDtype({ dtype }: HeaderEntry, tensor: string, file: string): void {
  if (dtype === 'F32') return;
  const problem = OTHER_DTYPES.has(dtype) ? 'only F32 is read here' : 'which the format does not know';
  throw new ShadegradError(
    'SHADEGRAD_SAFETENSORS_DTYPE',
    `${file}: ${tensor} is ${JSON.stringify(dtype)}; ${problem}.`,
    'Save it as float32; in Python: save_file({k: v.float() for k, v in load_file(path).items()}, path).',
  );
}

function checkShape({ shape, begin, end }: HeaderEntry, tensor: string, file: string): void {
  const bytes = shape.reduce((product, size) => product * size, 4);
  if (bytes !== end - begin) {
    throw damaged(
      'SHADEGRAD_SAFETENSORS_SHAPE',
      `${file}: ${tensor} of shape [${shape.join(', ')}] takes ${bytes} bytes, but has ${end - begin}.`,
    );
  }
}

const hole = (file: string, begin: number, end: number): ShadegradError =>
  damaged(
    'SHADEGRAD_SAFETENSORS_RANGE',
    `${file}: bytes ${begin} to ${end} of its data belong to no tensor.`,
  );

const damaged = (code: `SHADEGRAD_SAFETENSORS_${string}`, message: string): ShadegradError =>
  new ShadegradError(
    code,
    message,
    'The file is damaged or was not written to the end; copy or save it again.',
  );
