// A folder with a dataset in MNIST's layout: four IDX files, plain or gzipped, under either spelling of their names.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip as zlibGunzip } from 'node:zlib';
import type { Dataset } from '../dataset.js';
import { DataError } from '../errors.js';
import { gunzip, isGzip } from '../gzip.js';
import { datasetFromIdx } from '../idx.js';
import {
  datasetFileNames,
  datasetFileRoles,
  knownDatasets,
  type DatasetFileRole,
  type KnownDataset,
} from '../known-datasets.js';

const unpack = promisify(zlibGunzip);

/** The two halves of a dataset. */
export interface TrainAndTest {
  readonly train: Dataset;
  readonly test: Dataset;
}

/** Where each of the four files lies; a role is absent when no spelling of its name was found. */
export type FilePaths = Partial<Record<DatasetFileRole, string>>;

/** `train-images-idx3-ubyte` also goes by `train-images.idx3-ubyte`, and either may end in `.gz`. */
function spellings(role: DatasetFileRole): string[] {
  const dashed = datasetFileNames[role];
  const dotted = dashed.replace('-idx', '.idx');
  return [dashed, dotted, `${dashed}.gz`, `${dotted}.gz`];
}

/**
 * Finds the four files in a folder.
 *
 * @throws DataError `SHADEGRAD_DATA_MISSING` when there is no such folder.
 */
export async function findFiles(folder: string): Promise<FilePaths> {
  const entries = await readdir(folder).catch((cause: unknown) => {
    throw new DataError(
      'SHADEGRAD_DATA_MISSING',
      `There is no folder ${folder} that can be read.`,
      'Name a folder with the four IDX files, or one of: mnist, fashion-mnist, synthetic.',
      { cause },
    );
  });
  const present = new Set(entries);
  const found: FilePaths = {};
  for (const role of datasetFileRoles) {
    const name = spellings(role).find((spelling) => present.has(spelling));
    if (name !== undefined) found[role] = path.join(folder, name);
  }
  return found;
}

/** The path of every role, or an error that names what is missing. */
export function requireAllFiles(found: FilePaths, folder: string): Record<DatasetFileRole, string> {
  const { trainImages, trainLabels, testImages, testLabels } = found;
  if (trainImages && trainLabels && testImages && testLabels) {
    return { trainImages, trainLabels, testImages, testLabels };
  }
  const missing = datasetFileRoles.filter((role) => found[role] === undefined);
  throw new DataError(
    'SHADEGRAD_DATA_MISSING',
    `${folder} lacks ${missing.map((role) => datasetFileNames[role]).join(', ')} (plain or .gz).`,
    'Put the four IDX files there, or run "shadegrad data fetch mnist" and name no folder.',
  );
}

/**
 * Reads a file, and unpacks it if it is gzipped.
 *
 * @param maxBytes Most bytes to unpack. Default 1 GiB.
 * @throws DataError `SHADEGRAD_DATA_UNREADABLE`, `SHADEGRAD_GZIP` or `SHADEGRAD_GZIP_TOO_LARGE`.
 */
export async function readDataFile(file: string, maxBytes?: number): Promise<Uint8Array<ArrayBuffer>> {
  const buffer = await readFile(file).catch((cause: unknown) => {
    throw new DataError(
      'SHADEGRAD_DATA_UNREADABLE',
      `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Check that it is a file and that you may read it.',
      { cause },
    );
  });
  const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  if (!isGzip(bytes)) return bytes;
  // In one go it takes less than half the time; where that fails, the portable way says what is wrong.
  const unpacked = await unpack(bytes, { chunkSize: 2 ** 20, maxOutputLength: maxBytes ?? 2 ** 30 }).catch(
    () => undefined,
  );
  if (unpacked !== undefined) return new Uint8Array(unpacked.buffer, unpacked.byteOffset, unpacked.length);
  return gunzip(bytes, { name: path.basename(file), ...(maxBytes === undefined ? {} : { maxBytes }) });
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The known dataset to which a file of labels belongs. */
export function recogniseLabels(
  labels: Uint8Array,
  role: 'trainLabels' | 'testLabels',
): KnownDataset | undefined {
  const digest = sha256(labels);
  return Object.values(knownDatasets).find((known) => known.files[role].sha256 === digest);
}

/** Names of the classes from `classes.txt`, one a line, if the folder has one. */
async function readClassNames(folder: string): Promise<string[] | undefined> {
  const text = await readFile(path.join(folder, 'classes.txt'), 'utf8').catch(() => undefined);
  return text
    ?.split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/**
 * Loads a folder with four IDX files. A known dataset is recognised by its labels and takes its name and classes from
 * there; another takes its classes from `classes.txt` (a name a line), or else is taken to be the ten digits.
 *
 * @throws DataError `SHADEGRAD_DATA_MISSING` when the folder or a file is not there, and all that {@link datasetFromIdx}
 *   and gzip can find wrong.
 *
 * @example
 * ```ts no-run
 * import { loadDatasetFolder } from '@shadegrad/data/node';
 *
 * const { train, test } = await loadDatasetFolder('/data/mnist');
 * ```
 */
export async function loadDatasetFolder(folder: string): Promise<TrainAndTest> {
  const files = requireAllFiles(await findFiles(folder), folder);
  const testLabels = await readDataFile(files.testLabels);
  const known = recogniseLabels(testLabels, 'testLabels');
  const name = known?.name ?? path.basename(path.resolve(folder));
  const classes = known?.classes ?? (await readClassNames(folder)) ?? knownDatasets.mnist.classes;
  const train = datasetFromIdx({
    name,
    classes,
    images: await readDataFile(files.trainImages),
    labels: await readDataFile(files.trainLabels),
    imagesName: path.basename(files.trainImages),
    labelsName: path.basename(files.trainLabels),
  });
  const test = datasetFromIdx({
    name,
    classes,
    images: await readDataFile(files.testImages),
    labels: testLabels,
    imagesName: path.basename(files.testImages),
    labelsName: path.basename(files.testLabels),
  });
  if (train.shape.some((side, axis) => side !== test.shape[axis])) {
    throw new DataError(
      'SHADEGRAD_IDX_DIMENSIONS',
      `The training pictures of ${folder} are [${train.shape.join(', ')}], the test pictures [${test.shape.join(', ')}].`,
      'Use pictures of one size.',
    );
  }
  return { train, test };
}
