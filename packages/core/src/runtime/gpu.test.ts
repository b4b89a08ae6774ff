import { describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { requestGpu } from './gpu.js';

const { device, adapter } = await openTestGpu();

describe('a GPU', () => {
  test('has the optional features that its description says, and can use them', async () => {
    expect([...device.features].sort()).toEqual(adapter.features);
    device.pushErrorScope('validation');
    const enable = device.features.has('subgroups') ? 'enable subgroups;' : '';
    device.createShaderModule({ code: `${enable} @compute @workgroup_size(1) fn main() {}` });
    expect(await device.popErrorScope()).toBeNull();
  });

  test('takes a buffer as large as its description says a binding may be', async () => {
    const size = Math.min(adapter.limits['maxStorageBufferBindingSize'] ?? 0, 256 * 2 ** 20);
    expect(size).toBeGreaterThanOrEqual(128 * 2 ** 20);
    device.pushErrorScope('validation');
    device.createBuffer({ size, usage: 0x80 }).destroy();
    expect(await device.popErrorScope()).toBeNull();
  });
});

test('an implementation without adapters is an error that says what to do', async () => {
  const gpu: Pick<GPU, 'requestAdapter'> = { requestAdapter: () => Promise.resolve(null) };
  await expect(requestGpu(gpu)).rejects.toMatchObject({
    code: 'SHADEGRAD_NO_ADAPTER',
    fix: expect.stringContaining('hardware acceleration'),
  });
});

test('a browser without WebGPU is an error that says what to do', async () => {
  await expect(requestGpu(undefined)).rejects.toMatchObject({ code: 'SHADEGRAD_NO_WEBGPU' });
});
