// Which pictures a run was made with, told by their bytes.

import { sha256 } from './checksums.js';
import type { DataRecord } from './run-config.js';

/** The count of examples, and the SHA-256 of pixels and then labels. */
export async function dataFingerprint(dataset: {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}): Promise<DataRecord['training']> {
  return { examples: dataset.labels.length, sha256: await sha256(dataset.images, dataset.labels) };
}
