// Devices, and programs bound to them.
export { openAdapter, requestGpu } from './gpu.js';
export type { AdapterDescription, AdapterOptions, Gpu, GpuOptions } from './gpu.js';
export type { CompileProgress } from './pipelines.js';
