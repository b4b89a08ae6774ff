// Which pictures a run was made with, told by their bytes.

import { sha256, type Sha256 } from './checksums.js';
import type { DataRecord } from './run-config.js';

/** The count of examples, and the SHA-256 of pixels and then labels. */
export async function dataFingerprint(
  dataset: { readonly images: Uint8Array; readonly labels: Uint8Array },
  hash: Sha256 = sha256,
): Promise<DataRecord['training']> {
  return { examples: dataset.labels.length, sha256: await hash(dataset.images, dataset.labels) };
}
