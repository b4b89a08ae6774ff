// Checks of an adapter, with the cases and the float64 oracles that this library is tested with.
export { checkAdapter } from './check-adapter.js';
export type { CheckOptions, CheckResult } from './check-adapter.js';
export { compareGradients, GRADIENT_TOLERANCE, gradientCases, LOSS_TOLERANCE } from './gradient-check.js';
export type { GradientCase, GradientComparison } from './gradient-check.js';
