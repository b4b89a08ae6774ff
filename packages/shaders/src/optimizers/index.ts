// The updates of the optimizers: one dispatch each over all parameters.
export { adadeltaUpdate } from './adadelta.js';
export type { AdadeltaUpdate } from './adadelta.js';
export { adamUpdate } from './adam.js';
export type { AdamUpdate } from './adam.js';
export { rmspropUpdate } from './rmsprop.js';
export type { RmspropUpdate } from './rmsprop.js';
export { sgdMomentumUpdate, sgdUpdate } from './sgd.js';
export type { SgdMomentum } from './sgd.js';
export type { UpdateBindings } from './update.js';
