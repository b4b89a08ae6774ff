// From what the user asked for, or did not, to pictures in memory, in one fixed order; the answer says which way it went,
// so that nobody trains on synthetic digits in the belief that they are MNIST.

import { access } from 'node:fs/promises';
import path from 'node:path';
import { DataError } from '../errors.js';
import { isKnownDatasetName, type KnownDatasetName } from '../known-datasets.js';
import { syntheticDigits, type SyntheticDigitsOptions } from '../synthetic/synthetic-digits.js';
import {
  findFiles,
  loadDatasetFolder,
  readDataFile,
  recogniseLabels,
  type TrainAndTest,
} from './dataset-folder.js';
import { fetchDataset, type FetchOptions } from './fetch-dataset.js';

/** Where the pictures came from. */
export type DataOrigin =
  | { readonly kind: 'folder'; readonly path: string; readonly chosenBy: 'argument' | 'SHADEGRAD_DATA' }
  | { readonly kind: 'cache'; readonly path: string }
  | { readonly kind: 'download'; readonly path: string; readonly urls: readonly string[] }
  /** `reason` is absent when they were asked for; else it is why the real digits could not be had. */
  | { readonly kind: 'synthetic'; readonly seed: number; readonly reason?: string };

export interface LoadedDataset extends TrainAndTest {
  readonly origin: DataOrigin;
}

export interface LoadOptions extends FetchOptions {
  /** `mnist`, `fashion-mnist`, `synthetic` or a folder. Absent: the first of what {@link loadDataset} lists. */
  readonly source?: string;
  /** How many synthetic digits, and their seed, should it come to that. Default: those of {@link syntheticDigits}. */
  readonly synthetic?: SyntheticDigitsOptions;
}

/**
 * Loads the dataset that the user named; if none was named, the first of these that is to be had: the folder in
 * `SHADEGRAD_DATA` (or its subfolder `mnist`), MNIST from the cache, MNIST from a mirror, synthetic digits.
 *
 * A known name is looked for in `SHADEGRAD_DATA`, too, before the cache. What was named and cannot be had is an error;
 * only where nothing was named do the synthetic digits step in, and `origin.reason` says why.
 *
 * @throws DataError as {@link loadDatasetFolder} and {@link fetchDataset}. An aborted `signal` throws its reason.
 *
 * @example
 * ```ts
 * import { describeOrigin, loadDataset } from '@shadegrad/data/node';
 *
 * const { train, test, origin } = await loadDataset({
 *   source: 'synthetic',
 *   synthetic: { train: 200, test: 50, seed: 1 },
 * });
 * console.log(describeOrigin(origin)); // synthetic digits (seed 1)
 * console.log(train.labels.length, test.shape); // 200 [ 28, 28, 1 ]
 * ```
 */
export async function loadDataset(options: LoadOptions = {}): Promise<LoadedDataset> {
  const { source, env = process.env } = options;
  options.signal?.throwIfAborted();
  const folder = env['SHADEGRAD_DATA'];
  if (source === 'synthetic') return loadSynthetic(options);
  if (source !== undefined && !isKnownDatasetName(source)) {
    return {
      ...(await loadDatasetFolder(source)),
      origin: { kind: 'folder', path: source, chosenBy: 'argument' },
    };
  }
  if (folder) {
    const place = source === undefined ? await placeOfAny(folder) : await placeOf(source, folder);
    if (place !== undefined) {
      return {
        ...(await loadDatasetFolder(place)),
        origin: { kind: 'folder', path: place, chosenBy: 'SHADEGRAD_DATA' },
      };
    }
  }
  if (source !== undefined) return loadKnown(source, options);
  try {
    // Nobody asked for this download in particular, so nobody wants to wait for a network that is not there.
    return await loadKnown('mnist', { responseTimeoutMs: 2_000, ...options });
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return loadSynthetic(options, error.message);
  }
}

async function loadKnown(name: KnownDatasetName, options: LoadOptions): Promise<LoadedDataset> {
  const { folder, downloaded } = await fetchDataset(name, options);
  const origin: DataOrigin =
    downloaded.length === 0
      ? { kind: 'cache', path: folder }
      : { kind: 'download', path: folder, urls: downloaded };
  return { ...(await loadDatasetFolder(folder)), origin };
}

function loadSynthetic(options: LoadOptions, reason?: string): LoadedDataset {
  const { seed = 0 } = options.synthetic ?? {};
  return {
    ...syntheticDigits({ ...options.synthetic, seed }),
    origin: { kind: 'synthetic', seed, ...(reason !== undefined && { reason }) },
  };
}

/** SHADEGRAD_DATA itself, or its subfolder `mnist` when that is where the files are. */
async function placeOfAny(folder: string): Promise<string> {
  const subfolder = path.join(folder, 'mnist');
  const holdsFiles = Object.keys(await findFiles(folder)).length > 0;
  return !holdsFiles && (await exists(subfolder)) ? subfolder : folder;
}

/** Where in SHADEGRAD_DATA a known dataset lies, if it does. */
export async function placeOf(name: KnownDatasetName, folder: string): Promise<string | undefined> {
  const subfolder = path.join(folder, name);
  if (await exists(subfolder)) return subfolder;
  const { testLabels } = await findFiles(folder);
  if (testLabels === undefined) return undefined;
  return recogniseLabels(await readDataFile(testLabels), 'testLabels')?.name === name ? folder : undefined;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** The origin in words, for example `the cache, /home/ada/.cache/shadegrad/datasets/mnist`. */
export function describeOrigin(origin: DataOrigin): string {
  switch (origin.kind) {
    case 'folder':
      return origin.chosenBy === 'argument' ? origin.path : `${origin.path} (SHADEGRAD_DATA)`;
    case 'cache':
      return `the cache, ${origin.path}`;
    case 'download':
      return `a download from ${[...new Set(origin.urls.map((url) => new URL(url).host))].join(', ')}, kept in ${origin.path}`;
    case 'synthetic': {
      const digits = `synthetic digits (seed ${origin.seed})`;
      return origin.reason === undefined ? digits : `${digits}, because ${origin.reason}`;
    }
    default:
      return origin satisfies never;
  }
}
