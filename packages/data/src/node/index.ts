// Datasets from files, cache and network: the part that needs Node.

export { cacheFolder, datasetCacheFolder, type Environment } from './cache-folder.js';
export { loadDatasetFolder, type TrainAndTest } from './dataset-folder.js';
export type { DownloadOptions, DownloadProgress } from './download.js';
export { fetchDataset, type FetchedDataset, type FetchOptions } from './fetch-dataset.js';
export {
  describeOrigin,
  loadDataset,
  type DataOrigin,
  type LoadedDataset,
  type LoadOptions,
} from './load-dataset.js';
export { locateDataset } from './locate-dataset.js';
export { verifyDataset, type DatasetCheck, type FileCheck } from './verify-dataset.js';
