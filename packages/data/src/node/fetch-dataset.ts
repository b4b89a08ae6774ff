// The cache of known datasets: what is there and right stays, what is missing or damaged is downloaded.

import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { DataError } from '../errors.js';
import {
  datasetFileNames,
  datasetFileRoles,
  knownDatasets,
  type KnownDataset,
  type KnownDatasetName,
  type KnownFile,
} from '../known-datasets.js';
import { cacheFolder, datasetCacheFolder, type Environment } from './cache-folder.js';
import { sha256 } from './dataset-folder.js';
import { downloadFile, type DownloadOptions } from './download.js';

export interface FetchOptions extends DownloadOptions {
  /** Where to keep datasets. Default: {@link cacheFolder}. */
  readonly cache?: string;
  /** Addresses of folders to download from. Default: `$SHADEGRAD_MIRROR/NAME/` if set, or else the public mirrors. */
  readonly mirrors?: readonly string[];
  /**
   * Default `process.env`. Read: `SHADEGRAD_CACHE`, `SHADEGRAD_MIRROR`, `SHADEGRAD_OFFLINE` (any value: never use the
   * network), and what {@link loadDataset} reads.
   */
  readonly env?: Environment;
}

export interface FetchedDataset {
  readonly name: KnownDatasetName;
  /** Where the four decompressed files lie. */
  readonly folder: string;
  /** Addresses of what was downloaded just now; empty when the cache had everything. */
  readonly downloaded: readonly string[];
}

/**
 * Makes sure that a known dataset is in the cache, complete and with the right checksums.
 *
 * @throws DataError `SHADEGRAD_DATA_DOWNLOAD` when no mirror delivers a file, `SHADEGRAD_CACHE_WRITE` when the cache
 *   cannot be written. An aborted `signal` throws its reason.
 *
 * @example
 * ```ts no-run
 * import { fetchDataset } from '@shadegrad/data/node';
 *
 * const { folder } = await fetchDataset('fashion-mnist', {
 *   onProgress: ({ file, receivedBytes }) => console.log(file, receivedBytes),
 * });
 * ```
 */
export async function fetchDataset(
  name: KnownDatasetName,
  options: FetchOptions = {},
): Promise<FetchedDataset> {
  return { name, ...(await fetchFiles(knownDatasets[name], options)) };
}

/** As {@link fetchDataset}, of any dataset that is described like the known ones. */
export async function fetchFiles(
  dataset: Pick<KnownDataset, 'title' | 'files' | 'mirrors'> & { readonly name: string },
  options: FetchOptions,
): Promise<{ folder: string; downloaded: string[] }> {
  const { env = process.env, cache = cacheFolder(env) } = options;
  const folder = datasetCacheFolder(dataset.name, cache);
  const mirrors = options.mirrors ?? mirrorsFrom(env, dataset.name) ?? dataset.mirrors;
  const downloaded: string[] = [];
  for (const role of datasetFileRoles) {
    options.signal?.throwIfAborted();
    const fileName = datasetFileNames[role];
    const destination = path.join(folder, fileName);
    if (await isIntact(destination, dataset.files[role])) continue;
    if (env['SHADEGRAD_OFFLINE']) {
      throw new DataError(
        'SHADEGRAD_DATA_DOWNLOAD',
        `${dataset.title} is not in ${folder}, and SHADEGRAD_OFFLINE forbids downloading it.`,
        'Unset SHADEGRAD_OFFLINE, or name a folder that holds the files.',
      );
    }
    const urls = mirrors.map((mirror) => new URL(`${fileName}.gz`, withSlash(mirror)).href);
    downloaded.push(await downloadFile(urls, destination, dataset.files[role], options));
  }
  return { folder, downloaded };
}

function mirrorsFrom(env: Environment, name: string): string[] | undefined {
  const mirror = env['SHADEGRAD_MIRROR'];
  return mirror ? [`${withSlash(mirror)}${name}/`] : undefined;
}

function withSlash(address: string): string {
  return address.endsWith('/') ? address : `${address}/`;
}

/** Whether a file is there with the right bytes. A file that cannot be read counts as absent: it will be replaced. */
async function isIntact(file: string, expected: KnownFile): Promise<boolean> {
  const bytes = await readFile(file).catch(() => undefined);
  return bytes?.length === expected.bytes && sha256(bytes) === expected.sha256;
}
