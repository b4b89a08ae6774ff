// Devices, and programs bound to them.
export { openAdapter, requestGpu } from './gpu.js';
export type { AdapterDescription, AdapterOptions, Gpu, GpuOptions, GpuSource } from './gpu.js';
export type { CompileProgress } from './pipelines.js';
