// What happens to gradients: added up, clipped, and made into updates, one dispatch over all parameters; and the average
// of the weights that come of it.
export { accumulateGradients } from './accumulate-gradients.js';
export { adadeltaUpdate } from './adadelta.js';
export type { AdadeltaUpdate } from './adadelta.js';
export { adamUpdate } from './adam.js';
export type { AdamUpdate } from './adam.js';
export { averageWeights } from './average-weights.js';
export type { AverageWeights } from './average-weights.js';
export { clipByGlobalNorm } from './clip-by-global-norm.js';
export type { ClipByGlobalNorm, ClipKernels } from './clip-by-global-norm.js';
export { rmspropUpdate } from './rmsprop.js';
export type { RmspropUpdate } from './rmsprop.js';
export { sgdMomentumUpdate, sgdUpdate } from './sgd.js';
export type { SgdMomentum } from './sgd.js';
export type { UpdateBindings } from './update.js';
