// Against real adapters: SwiftShader is on any Linux x64 machine, lavapipe where Mesa is installed.
import { afterEach, describe, expect, test } from 'vitest';
import type { AdapterListing } from './list-adapters.js';
import { listAdapters, openGpu, type Gpu } from './index.js';

const listings: readonly AdapterListing[] = await listAdapters();
const usable = listings.flatMap((listing) => (listing.usable ? [listing.adapter] : []));
const names = usable.map(({ name }) => name);
const hasHardware = usable.some(({ kind }) => kind === 'hardware');

const gpus: Gpu[] = [];
const open = async (adapter?: string): Promise<Gpu> => {
  const gpu = await openGpu(adapter === undefined ? {} : { adapter });
  gpus.push(gpu);
  return gpu;
};
afterEach(() => gpus.splice(0).forEach((gpu) => gpu.close()));

/** Doubles 1, 2, 3 … on the GPU and reads the result back. */
async function double({ device }: Gpu, count: number): Promise<number[]> {
  const module = device.createShaderModule({
    code: `@group(0) @binding(0) var<storage, read_write> x: array<f32>;
           @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
             if (id.x < arrayLength(&x)) { x[id.x] *= 2; }
           }`,
  });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module } });
  // GPUBufferUsage and GPUMapMode are browser globals: STORAGE | COPY_SRC | COPY_DST, then MAP_READ | COPY_DST.
  const buffer = device.createBuffer({ size: 4 * count, usage: 0x80 | 0x04 | 0x08 });
  const staging = device.createBuffer({ size: 4 * count, usage: 0x01 | 0x08 });
  device.queue.writeBuffer(
    buffer,
    0,
    Float32Array.from({ length: count }, (_, index) => index + 1),
  );
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
  pass.dispatchWorkgroups(Math.ceil(count / 64));
  pass.end();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, 4 * count);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(0x01);
  return [...new Float32Array(staging.getMappedRange())];
}

test.each(names)('%s computes when it is opened by name', async (name) => {
  const gpu = await open(name);
  expect(gpu.adapter.name).toBe(name);
  expect(gpu.adapter.reason).toContain(name);
  expect(await double(gpu, 100)).toEqual(Array.from({ length: 100 }, (_, index) => 2 * (index + 1)));
});

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('SwiftShader from npm', () => {
  test('is there, whatever the machine has', async () => {
    const { adapter } = await open('SWIFTSHADER');
    expect(adapter).toMatchObject({
      kind: 'software',
      origin: 'SwiftShader of @sparticuz/chromium',
      subgroupSize: [4, 4],
    });
  });

  test('leaves no trace in the environment of other parts of the program', async () => {
    const before = { ...process.env };
    await open('swiftshader');
    expect(process.env).toEqual(before);
  });
});

test('an adapter is described as plain data that survives JSON', async () => {
  const { adapter } = await open();
  expect(JSON.parse(JSON.stringify(adapter))).toEqual(adapter);
  expect(adapter.limits['maxComputeInvocationsPerWorkgroup']).toBeGreaterThanOrEqual(256);
});

test('the device has the adapter’s own limits, not WebGPU’s defaults', async () => {
  const { device, adapter } = await open('software');
  expect(device.limits.maxBufferSize).toBeGreaterThan(268_435_456);
  expect(adapter.limits['maxBufferSize']).toBe(device.limits.maxBufferSize);
});

test('"software" opens a software adapter even where there is a GPU', async () => {
  expect((await open('software')).adapter.kind).toBe('software');
});

test.runIf(hasHardware)('hardware is preferred', async () => {
  expect((await open('hardware')).adapter.kind).toBe('hardware');
  expect((await open()).adapter.kind).toBe('hardware');
});

test.skipIf(hasHardware)('where there is no hardware, the refusal names what there is', async () => {
  await expect(open('hardware')).rejects.toMatchObject({
    code: 'SHADEGRAD_NO_ADAPTER',
    message: expect.stringContaining(names.join('; ')),
  });
});

test('an unknown name is refused with the names that there are', async () => {
  await expect(open('voodoo 2')).rejects.toMatchObject({
    code: 'SHADEGRAD_ADAPTER_UNKNOWN',
    message: expect.stringContaining(names.join('; ')),
  });
});

test('several GPUs can be opened one after another and at once', async () => {
  const first = await open();
  first.close();
  first.close();
  const [second, third] = [await open(), await open('software')];
  expect(await double(second, 3)).toEqual([2, 4, 6]);
  expect(await double(third, 3)).toEqual([2, 4, 6]);
});
