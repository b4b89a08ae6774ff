// Prints how many lanes lavapipe has in a subgroup, and a sum that a kernel without subgroups computes.

import { openGpu } from '../node/index.js';

const gpu = await openGpu({ adapter: 'llvmpipe' });
const { device, adapter } = gpu;
const module = device.createShaderModule({
  code: `@group(0) @binding(0) var<storage, read_write> sum: array<atomic<u32>>;
         @compute @workgroup_size(100) fn main(@builtin(local_invocation_index) i: u32) { atomicAdd(&sum[0], i); }`,
});
const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
// STORAGE | COPY_SRC, then MAP_READ | COPY_DST: these names are globals of browsers.
const buffer = device.createBuffer({ size: 4, usage: 0x80 | 0x04 });
const staging = device.createBuffer({ size: 4, usage: 0x01 | 0x08 });
const encoder = device.createCommandEncoder();
const pass = encoder.beginComputePass();
pass.setPipeline(pipeline);
pass.setBindGroup(
  0,
  device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [{ binding: 0, resource: { buffer } }],
  }),
);
pass.dispatchWorkgroups(1);
pass.end();
encoder.copyBufferToBuffer(buffer, 0, staging, 0, 4);
device.queue.submit([encoder.finish()]);
await staging.mapAsync(0x01);
const [sum] = new Uint32Array(staging.getMappedRange());
console.log(`${adapter.subgroupSize?.[0]} ${sum}`);
gpu.close();
