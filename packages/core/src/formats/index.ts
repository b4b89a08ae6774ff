// File formats.
export { readSafetensors, readSafetensorsMetadata, writeSafetensors } from './safetensors.js';
export type { NamedTensor, SafeTensor } from './safetensors.js';
