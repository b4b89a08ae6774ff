export { listAdapters } from './list-adapters.js';
export type { AdapterListing } from './list-adapters.js';
export { navigatorGpu } from './navigator-gpu.js';
export type { NavigatorGpu } from './navigator-gpu.js';
export { openGpu } from './open-gpu.js';
export type { OpenGpuOptions } from './open-gpu.js';
export type { AdapterDescription, Gpu } from '../runtime/gpu.js';
