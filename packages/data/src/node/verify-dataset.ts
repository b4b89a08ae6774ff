// What state each of a dataset's four files is in, without stopping at the first that is wrong.

import path from 'node:path';
import { DataError, grouped } from '../errors.js';
import { parseIdx } from '../idx.js';
import {
  datasetFileNames,
  datasetFileRoles,
  isKnownDatasetName,
  knownDatasets,
  type DatasetFileRole,
  type KnownDataset,
  type KnownDatasetName,
} from '../known-datasets.js';
import { cacheFolder, datasetCacheFolder, type Environment } from './cache-folder.js';
import { findFiles, type FilePaths, readDataFile, recogniseLabels, sha256 } from './dataset-folder.js';

/** The state of one file. */
export type FileCheck = { readonly role: DatasetFileRole; readonly name: string } & (
  | { readonly status: 'missing' }
  /** Byte for byte that of a known dataset. */
  | { readonly status: 'verified'; readonly path: string; readonly bytes: number; readonly sha256: string }
  /** A sound IDX file that belongs to no known dataset. */
  | { readonly status: 'readable'; readonly path: string; readonly bytes: number; readonly sha256: string }
  | { readonly status: 'damaged'; readonly path: string; readonly error: DataError }
);

export interface DatasetCheck {
  readonly folder: string;
  /** The known dataset that was named, or that the labels belong to. */
  readonly dataset?: KnownDatasetName;
  readonly files: readonly FileCheck[];
  /** Whether every file is there and none is damaged. */
  readonly sound: boolean;
}

/**
 * Checks each file of a dataset: of a known one in the cache, or of a folder.
 *
 * @param source `mnist`, `fashion-mnist` or a folder.
 * @throws DataError `SHADEGRAD_DATA_MISSING` when the folder is not there. A wrong file is no throw: it is in the answer.
 *
 * @example
 * ```ts no-run
 * import { verifyDataset } from '@shadegrad/data/node';
 *
 * const { files } = await verifyDataset('mnist');
 * for (const file of files) console.log(file.name, file.status);
 * ```
 */
export async function verifyDataset(
  source: string,
  options: { readonly env?: Environment; readonly cache?: string } = {},
): Promise<DatasetCheck> {
  const { env = process.env, cache = cacheFolder(env) } = options;
  const named = isKnownDatasetName(source) ? knownDatasets[source] : undefined;
  const folder = named ? datasetCacheFolder(named.name, cache) : source;
  const paths = named ? await findFiles(folder).catch((): FilePaths => ({})) : await findFiles(folder);
  const contents = new Map<DatasetFileRole, Content>();
  for (const role of datasetFileRoles) {
    const file = paths[role];
    if (file !== undefined) contents.set(role, await read(file));
  }
  const known = named ?? recognise(contents);
  const files = datasetFileRoles.map((role) => check(role, contents, known));
  return {
    folder,
    ...(known && { dataset: known.name }),
    files,
    sound: files.every(({ status }) => status === 'verified' || status === 'readable'),
  };
}

type Content = { readonly path: string } & ({ readonly bytes: Uint8Array } | { readonly error: DataError });

async function read(file: string): Promise<Content> {
  try {
    return { path: file, bytes: await readDataFile(file) };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { path: file, error };
  }
}

/** The known dataset that either file of labels belongs to. */
function recognise(contents: ReadonlyMap<DatasetFileRole, Content>): KnownDataset | undefined {
  for (const role of ['testLabels', 'trainLabels'] as const) {
    const content = contents.get(role);
    const known = content && 'bytes' in content ? recogniseLabels(content.bytes, role) : undefined;
    if (known) return known;
  }
  return undefined;
}

function check(
  role: DatasetFileRole,
  contents: ReadonlyMap<DatasetFileRole, Content>,
  known: KnownDataset | undefined,
): FileCheck {
  const name = datasetFileNames[role];
  const content = contents.get(role);
  if (content === undefined) return { role, name, status: 'missing' };
  const { path: file } = content;
  if ('error' in content) return { role, name, status: 'damaged', path: file, error: content.error };
  const found = { role, name, path: file, bytes: content.bytes.length, sha256: sha256(content.bytes) };
  if (known && found.sha256 === known.files[role].sha256) return { ...found, status: 'verified' };
  try {
    parseIdx(content.bytes, path.basename(file));
    if (!known) return { ...found, status: 'readable' };
    throw new DataError(
      'SHADEGRAD_DATA_CHECKSUM',
      `${path.basename(file)} is not the file of ${known.title}: its ${grouped(found.bytes)} bytes have the SHA-256 ${found.sha256}.`,
      `Delete it and run "shadegrad data fetch ${known.name}".`,
    );
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { role, name, status: 'damaged', path: file, error };
  }
}
