import { sumPartials } from '@shadegrad/shaders';
import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { tiny } from '../testing/networks.js';
import { compileAhead, createTrainer } from '../training/index.js';
import { compileKernels, kernelKey } from './pipelines.js';

const gpu = await openTestGpu();
const kernel = sumPartials({ parts: 3, rows: 1, columns: 5 });
const key = kernelKey(kernel);

/** Names of the pipelines that the device is asked for meanwhile. */
async function pipelinesOf(task: () => Promise<unknown>): Promise<string[]> {
  const { device } = gpu;
  const original = device.createComputePipelineAsync.bind(device);
  const names: string[] = [];
  device.createComputePipelineAsync = (descriptor) => {
    names.push(descriptor.label ?? '');
    return original(descriptor);
  };
  try {
    await task();
  } finally {
    device.createComputePipelineAsync = original;
  }
  return names;
}

test('a device compiles a kernel once, also for two who ask at the same time', async () => {
  const names = await pipelinesOf(async () => {
    const [one, other] = await Promise.all([
      compileKernels(gpu.device, [kernel, kernel]),
      compileKernels(gpu.device, [kernel]),
    ]);
    expect(one.get(key)?.pipeline).toBe(other.get(key)?.pipeline);
  });
  expect(names).toEqual([kernel.name]);
});

test('a kernel that does not compile is refused each time, and does not stay', async () => {
  const bad = { ...kernel, name: 'bad', wgsl: '@compute @workgroup_size(1) fn main() { nonsense(); }' };
  const names = await pipelinesOf(async () => {
    await expect(compileKernels(gpu.device, [bad])).rejects.toMatchObject({ code: 'SHADEGRAD_KERNEL' });
    await expect(compileKernels(gpu.device, [kernel, bad])).rejects.toMatchObject({
      code: 'SHADEGRAD_KERNEL',
    });
  });
  expect(names).toEqual(['bad', 'bad']);
});

test('what was compiled ahead is there for the trainer, which counts it too', async () => {
  const settings = { model: tiny(), batchSize: 16 };
  const ahead: number[][] = [];
  expect(
    await pipelinesOf(() =>
      compileAhead(gpu, { ...settings, onProgress: (...counts) => ahead.push(counts) }),
    ),
  ).not.toEqual([]);
  const of = ahead.length - 1;
  expect(ahead).toEqual(Array.from({ length: of + 1 }, (_, compiled) => [compiled, of]));

  const counted: number[][] = [];
  const names = await pipelinesOf(async () => {
    const trainer = await createTrainer(gpu, {
      ...settings,
      onProgress: (...counts: number[]) => counted.push(counts),
    });
    await trainer.predict(new Uint8Array(trainer.model.inputShape.reduce((a, b) => a * b)));
    trainer.destroy();
  });
  expect(names).toEqual([]);
  expect(counted.at(-1)).toEqual([of, of]);
});
