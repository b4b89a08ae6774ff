// Measures an adapter's roofline with three kernels: multiply-adds in registers, a copy that no cache holds, and a sum that
// reads almost only, because on some adapters stores cost more than loads.

import { multiplyAdds, streamCopy, sumPartials, type Kernel } from '@shadegrad/shaders';
import { allocate } from '../runtime/buffers.js';
import type { Gpu } from '../runtime/gpu.js';
import { compileKernels, kernelKey } from '../runtime/pipelines.js';
import type { Roofline } from './roofline.js';
import { createStopwatch, type Stopwatch, type TimingMethod, type Work } from './stopwatch.js';

// About 10 ms on a CPU; a GPU has more lanes to fill and takes about a millisecond.
const INVOCATIONS = { software: 16_384, hardware: 2 ** 20 } as const;
const ROUNDS = 256;
/** Values of each of the two buffers: 64 MiB, which every adapter binds. */
const VALUES = 2 ** 24;
const PARTS = 16;
/** The multiply-adds' a and b: values that neither grow nor vanish. */
const FACTORS = Float32Array.of(0.999, 0.001);
const REPETITIONS = 10;

export interface MeasureRooflineOptions {
  /** @default timestamps where the device has them */
  readonly method?: TimingMethod;
}

/**
 * Measures the peak of an adapter: multiply-adds in registers, and the bytes that kernels copy or read. Takes about a
 * second and 128 MiB of its memory.
 *
 * @throws ShadegradError `SHADEGRAD_OUT_OF_MEMORY` or `SHADEGRAD_KERNEL`.
 * @example
 * ```ts
 * import { measureRoofline } from '@shadegrad/core';
 * import { openGpu } from '@shadegrad/core/node';
 *
 * const gpu = await openGpu();
 * const { flopsPerSecond, bytesPerSecond } = await measureRoofline(gpu);
 * console.log(flopsPerSecond > 1e9, bytesPerSecond > 1e8); // true true
 * gpu.close();
 * ```
 */
export async function measureRoofline(gpu: Gpu, options: MeasureRooflineOptions = {}): Promise<Roofline> {
  const { device, adapter } = gpu;
  const buffers = await allocate(device, [
    { name: 'factors', bytes: FACTORS.byteLength, use: 'storage' },
    { name: 'source', bytes: 4 * VALUES, use: 'storage' },
    { name: 'target', bytes: 4 * VALUES, use: 'storage' },
  ]);
  try {
    const [factors, source, target] = [...buffers.values()];
    if (!factors || !source || !target) throw new Error('a buffer was not allocated');
    device.queue.writeBuffer(factors, 0, FACTORS);
    const compute = multiplyAdds({ invocations: INVOCATIONS[adapter.kind], rounds: ROUNDS });
    const copy = streamCopy({ length: VALUES });
    const read = sumPartials({ parts: PARTS, rows: 1, columns: VALUES / PARTS });
    const works = [
      await prepare(device, compute, [factors, target]),
      await prepare(device, copy, [source, target]),
      await prepare(device, read, [source, target]),
    ];
    const { method, seconds } = await fastest(createStopwatch(gpu, works, options));
    const [computed = NaN, copied = NaN, summed = NaN] = seconds;
    return {
      flopsPerSecond: compute.flops / computed,
      bytesPerSecond: Math.max(copy.bytes / copied, read.bytes / summed),
      method,
    };
  } finally {
    for (const buffer of buffers.values()) buffer.destroy();
  }
}

/** What disturbs a measurement makes it slower, so the fastest one is the peak. */
async function fastest(stopwatch: Stopwatch): Promise<{ method: TimingMethod; seconds: readonly number[] }> {
  try {
    let seconds = await stopwatch.time();
    for (let i = 1; i < REPETITIONS; i++) {
      const again = await stopwatch.time();
      seconds = seconds.map((time, work) => Math.min(time, again[work] ?? Infinity));
    }
    return { method: stopwatch.method, seconds };
  } finally {
    stopwatch.destroy();
  }
}

/** One dispatch of a kernel on `buffers`, in the order of its bindings. */
async function prepare(device: GPUDevice, kernel: Kernel, buffers: readonly GPUBuffer[]): Promise<Work> {
  const compiled = (await compileKernels(device, [kernel])).get(kernelKey(kernel));
  if (compiled === undefined) throw new Error(`${kernel.name} was not compiled`);
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const group = device.createBindGroup({ label: kernel.name, layout: compiled.layout, entries });
  return (encoder) => {
    encoder.setPipeline(compiled.pipeline);
    encoder.setBindGroup(0, group);
    encoder.dispatchWorkgroups(...kernel.workgroups);
  };
}
