export { linearGrid, MAX_WORKGROUPS_PER_DIMENSION } from './kernel.js';
export type { Access, Kernel, Workgroups } from './kernel.js';
export { STEP_BYTES, writeStep } from './step.js';
export type { Step } from './step.js';
