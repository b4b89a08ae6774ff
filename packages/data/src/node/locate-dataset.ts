// Where the files of a known dataset lie on this machine, without reading or fetching them: for those who hand them on.

import type { DatasetFileRole, KnownDatasetName } from '../known-datasets.js';
import { cacheFolder, datasetCacheFolder, type Environment } from './cache-folder.js';
import { findFiles } from './dataset-folder.js';
import { placeOf } from './load-dataset.js';

/**
 * The four files of a known dataset, plain or gzipped, in `SHADEGRAD_DATA` or in the cache; undefined where they are in
 * neither. They are not checked.
 *
 * @example
 * ```ts
 * import { locateDataset } from '@shadegrad/data/node';
 *
 * const files = await locateDataset('mnist', { SHADEGRAD_CACHE: '/nowhere' });
 * console.log(files); // undefined
 * ```
 */
export async function locateDataset(
  name: KnownDatasetName,
  env: Environment = process.env,
): Promise<Readonly<Record<DatasetFileRole, string>> | undefined> {
  const chosen = env['SHADEGRAD_DATA'];
  const places = [
    chosen ? await placeOf(name, chosen).catch(() => undefined) : undefined,
    datasetCacheFolder(name, cacheFolder(env)),
  ];
  for (const place of places) {
    const found = place === undefined ? undefined : await findFiles(place).catch(() => undefined);
    const { trainImages, trainLabels, testImages, testLabels } = found ?? {};
    if (trainImages && trainLabels && testImages && testLabels) {
      return { trainImages, trainLabels, testImages, testLabels };
    }
  }
  return undefined;
}
