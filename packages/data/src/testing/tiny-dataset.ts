// A dataset of a few bytes in MNIST's layout, with what a known dataset must tell about it.

import { gzipSync } from 'node:zlib';
import { encodeIdx } from '../idx.js';
import {
  datasetFileNames,
  datasetFileRoles,
  type DatasetFileRole,
  type KnownFile,
} from '../known-datasets.js';
import { sha256 } from '../node/dataset-folder.js';

/** The four files, decompressed: three training and two test pictures of 2×2 pixels. */
export const tinyFiles: Readonly<Record<DatasetFileRole, Uint8Array>> = {
  trainImages: encodeIdx({ shape: [3, 2, 2], data: Uint8Array.from({ length: 12 }, (_, index) => index) }),
  trainLabels: encodeIdx({ shape: [3], data: Uint8Array.of(0, 1, 9) }),
  testImages: encodeIdx({
    shape: [2, 2, 2],
    data: Uint8Array.from({ length: 8 }, (_, index) => 100 + index),
  }),
  testLabels: encodeIdx({ shape: [2], data: Uint8Array.of(4, 5) }),
};

export function known(bytes: Uint8Array): KnownFile {
  return { bytes: bytes.length, sha256: sha256(bytes) };
}

/** The four files as mirrors have them: gzipped, by name. */
export function tinyMirror(): Map<string, Uint8Array> {
  return new Map(
    datasetFileRoles.map((role) => [
      `${datasetFileNames[role]}.gz`,
      new Uint8Array(gzipSync(tinyFiles[role])),
    ]),
  );
}

/** The tiny dataset, described as the known ones are. */
export const tinyDataset = {
  name: 'tiny',
  title: 'The tiny dataset',
  mirrors: [],
  files: {
    trainImages: known(tinyFiles.trainImages),
    trainLabels: known(tinyFiles.trainLabels),
    testImages: known(tinyFiles.testImages),
    testLabels: known(tinyFiles.testLabels),
  },
};
