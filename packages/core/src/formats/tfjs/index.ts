// TensorFlow.js layers models.
export { shardNames } from './manifest.js';
export { readTfjs } from './read.js';
export { writeTfjs } from './write.js';
