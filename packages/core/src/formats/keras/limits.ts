// How much a Keras file may hold.

import type { Model } from '../../model/index.js';
import { tooLarge } from '../errors.js';
import { MOST_JSON_BYTES } from '../json.js';

/** Entries of a .keras archive, with the most bytes of each. */
export const ENTRIES = {
  'config.json': MOST_JSON_BYTES,
  'metadata.json': MOST_JSON_BYTES,
  'model.weights.h5': 2 ** 32,
} as const;

/** Weights hardly shrink when they are compressed; what promises more is no file of weights. */
const MOST_EXPANSION = 100;

/**
 * A few bytes of HDF5 can describe tensors of any size, filled with one value.
 *
 * @throws ShadegradError `SHADEGRAD_FORMAT_SIZE` where the file cannot hold so many weights.
 */
export function checkExpansion(model: Model, fileBytes: number, file: string): void {
  const bytes = 4 * model.parameterCount;
  if (bytes <= MOST_EXPANSION * fileBytes) return;
  throw tooLarge(file, `its network has ${bytes} bytes of weights, but the file has only ${fileBytes}`);
}
