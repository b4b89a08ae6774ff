// Keras.
export { readKerasArchive, readKerasHdf5 } from './read.js';
export { writeKeras } from './write.js';
