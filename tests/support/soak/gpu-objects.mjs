// Counts what a process makes on its GPU, from the moment this module is loaded: what holds memory until it is destroyed,
// and what the garbage collector frees.

import { globals } from 'webgpu';

/** What has been made and not destroyed. */
const alive = { buffers: 0, textures: 0, querySets: 0 };
/** What has been made since the beginning. */
const made = { bindGroups: 0, pipelines: 0, encoders: 0, submits: 0 };

const device = globals.GPUDevice.prototype;
countAlive('createBuffer', globals.GPUBuffer, 'buffers');
countAlive('createTexture', globals.GPUTexture, 'textures');
countAlive('createQuerySet', globals.GPUQuerySet, 'querySets');
countMade(device, 'createBindGroup', 'bindGroups');
countMade(device, 'createComputePipeline', 'pipelines');
countMade(device, 'createComputePipelineAsync', 'pipelines');
countMade(device, 'createCommandEncoder', 'encoders');
countMade(globals.GPUQueue.prototype, 'submit', 'submits');

export function gpuObjects() {
  return { ...alive, ...made };
}

function countAlive(create, kind, name) {
  const original = { create: device[create], destroy: kind.prototype.destroy };
  const living = new WeakSet();
  device[create] = function (...args) {
    const object = original.create.apply(this, args);
    living.add(object);
    alive[name] += 1;
    return object;
  };
  kind.prototype.destroy = function () {
    // To destroy something twice is allowed.
    if (living.delete(this)) alive[name] -= 1;
    original.destroy.call(this);
  };
}

function countMade(prototype, method, name) {
  const original = prototype[method];
  prototype[method] = function (...args) {
    made[name] += 1;
    return original.apply(this, args);
  };
}
