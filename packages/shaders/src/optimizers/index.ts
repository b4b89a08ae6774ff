// What happens to gradients: added up, clipped, and made into updates, one dispatch over all parameters.
export { accumulateGradients } from './accumulate-gradients.js';
export { adadeltaUpdate } from './adadelta.js';
export type { AdadeltaUpdate } from './adadelta.js';
export { adamUpdate } from './adam.js';
export type { AdamUpdate } from './adam.js';
export { clipByGlobalNorm } from './clip-by-global-norm.js';
export type { ClipByGlobalNorm, ClipKernels } from './clip-by-global-norm.js';
export { rmspropUpdate } from './rmsprop.js';
export type { RmspropUpdate } from './rmsprop.js';
export { sgdMomentumUpdate, sgdUpdate } from './sgd.js';
export type { SgdMomentum } from './sgd.js';
export type { UpdateBindings } from './update.js';
