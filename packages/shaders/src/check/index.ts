// What kernels are checked with: a harness that shows what one does wrong, oracles in float64, and the cases.
export { kernelCases } from './cases/index.js';
export { errorShare, EXACT, faultsOf, relativeError } from './kernel-case.js';
export type { Comparison, KernelCase } from './kernel-case.js';
export { misses } from './misses.js';
export type { Tolerance } from './misses.js';
export { poisonedFloats, poisonedWords, runKernel } from './run-kernel.js';
export type { BufferContents } from './run-kernel.js';
