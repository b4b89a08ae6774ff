// Datasets for image classifiers, the part that runs everywhere. Files, cache and network are in '@shadegrad/data/node'.

export {
  classCounts,
  datasetLength,
  pictureBytes,
  slice,
  splitValidation,
  take,
  validateDataset,
  type Dataset,
} from './dataset.js';
export { DataError, type DataErrorCode } from './errors.js';
export { gunzip, isGzip, type GunzipOptions } from './gzip.js';
export { datasetFromIdx, encodeIdx, parseIdx, type IdxArray, type IdxPair } from './idx.js';
export {
  datasetFileNames,
  datasetFileRoles,
  isKnownDatasetName,
  knownDatasets,
  type DatasetFileRole,
  type KnownDataset,
  type KnownDatasetName,
  type KnownFile,
} from './known-datasets.js';
export {
  syntheticDigits,
  syntheticDigitsInSlices,
  type SyntheticDigits,
  type SyntheticDigitsOptions,
} from './synthetic/synthetic-digits.js';
export { findInk, type Channels, type Ink } from './picture/ink.js';
export { toDigit, type Digit, type ToDigitOptions } from './picture/to-digit.js';
