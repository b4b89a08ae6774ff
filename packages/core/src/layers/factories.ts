// The layers as people write them.
export { activation } from './activation.js';
export type { ActivationOptions, ActivationSettings } from './activation.js';
export { conv2d } from './conv-2d.js';
export type { Conv2dOptions, Conv2dSettings } from './conv-2d.js';
export { dense } from './dense.js';
export type { DenseOptions, DenseSettings } from './dense.js';
export { dropout } from './dropout.js';
export type { DropoutOptions, DropoutSettings } from './dropout.js';
export { flatten } from './flatten.js';
export type { FlattenOptions, FlattenSettings } from './flatten.js';
export { maxPool2d } from './max-pool-2d.js';
export type { MaxPool2dOptions, MaxPool2dSettings } from './max-pool-2d.js';
export { layerTypes } from './index.js';
export type { LayerSettings } from './index.js';
export { receptiveField } from './receptive-field.js';
export type { ReceptiveField } from './receptive-field.js';
export type { ActivationName } from './schemas.js';
