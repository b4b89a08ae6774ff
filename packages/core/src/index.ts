// Describe → plan → bind → run: convolutional networks on WebGPU.
export { ShadegradError } from './errors.js';
export * from './formats/safetensors/index.js';
export * from './initializers/index.js';
export * from './layers/factories.js';
export * from './losses/index.js';
export * from './metrics/index.js';
export * from './model/index.js';
export * from './networks/index.js';
export * from './optimizers/index.js';
export * from './plan/index.js';
export * from './profile/index.js';
export * from './random/index.js';
export * from './run/index.js';
export * from './runtime/index.js';
export * from './schedules/index.js';
export * from './trace/index.js';
export * from './training/index.js';
export * from './tuning/index.js';
