// Model files, in every format: what `@shadegrad/core/formats` gives. Each format is loaded when it is first used.
export { exportModel } from './export-model.js';
export { importModel } from './import-model.js';
export type { ImportedNetwork, ImportOptions } from './import-model.js';
export { modelFormats } from './model-formats.js';
export type { ModelFormat } from './model-formats.js';
export type { ModelFiles, TrainedNetwork } from './network.js';
export { detectFormat, filesBeside, isModelFile } from './detect-format.js';
export type { FileKind } from './detect-format.js';
