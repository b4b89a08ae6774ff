// Loaded before the command (node --import): writes NaN over the first weights right before the submit that
// WEIGHTS_BROKEN_AT names, as a bit that flips in the GPU's memory might.

import { globals } from 'webgpu';

const fatal = Number(process.env.WEIGHTS_BROKEN_AT);
const { GPUDevice, GPUQueue } = globals;
const { createBuffer } = GPUDevice.prototype;
const { submit } = GPUQueue.prototype;
let parameters;
let submits = 0;

GPUDevice.prototype.createBuffer = function (descriptor) {
  const buffer = createBuffer.call(this, descriptor);
  // Copies of them are called so as well.
  if (descriptor.label === 'parameters') parameters ??= buffer;
  return buffer;
};

GPUQueue.prototype.submit = function (...args) {
  submits += 1;
  if (submits === fatal) this.writeBuffer(parameters, 0, new Float32Array(4).fill(NaN));
  submit.apply(this, args);
};
