// Networks that are known by a name, each defined here alone.
export { classicCnn } from './classic-cnn.js';
export type { NetworkOptions } from './network-options.js';
export { smallCnn } from './small-cnn.js';
export { tinyCnn } from './tiny-cnn.js';
