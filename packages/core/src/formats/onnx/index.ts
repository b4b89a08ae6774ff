// ONNX.
export { readOnnx } from './read.js';
export { writeOnnx } from './write.js';
