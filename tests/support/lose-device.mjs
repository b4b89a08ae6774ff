// Loaded before the command (node --import): takes the GPU away from it, as a driver's crash does, right after the submit
// that DEVICE_LOST_AFTER names. With DEVICE_GONE=1 it cannot be opened again.

import { globals } from 'webgpu';

const fatal = Number(process.env.DEVICE_LOST_AFTER);
const isGone = process.env.DEVICE_GONE === '1';
const { GPUAdapter, GPUQueue } = globals;
const { submit } = GPUQueue.prototype;
const { requestDevice } = GPUAdapter.prototype;
const devices = new WeakMap();
let submits = 0;

GPUAdapter.prototype.requestDevice = async function (...args) {
  if (isGone && submits >= fatal) throw new Error('the GPU has fallen off the bus');
  const device = await requestDevice.apply(this, args);
  devices.set(device.queue, device);
  return device;
};

GPUQueue.prototype.submit = function (...args) {
  submit.apply(this, args);
  submits += 1;
  if (submits === fatal) devices.get(this)?.destroy();
};
