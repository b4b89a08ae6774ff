// Safetensors.
export { namedTensors, readSafetensorsNetwork, writeSafetensorsNetwork } from './network.js';
export { readSafetensors, readSafetensorsMetadata, writeSafetensors } from './safetensors.js';
export type { NamedTensor, SafeTensor } from './safetensors.js';
