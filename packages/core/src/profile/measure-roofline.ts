// Measures an adapter's roofline with two kernels: multiply-adds in registers, and a copy that no cache holds.

import { multiplyAdds, streamCopy, type Kernel } from '@shadegrad/shaders';
import { allocate } from '../runtime/buffers.js';
import type { Gpu } from '../runtime/gpu.js';
import { compileKernels, kernelKey, stepLayout } from '../runtime/pipelines.js';
import type { Roofline } from './roofline.js';
import { createStopwatch, type Stopwatch, type TimingMethod, type Work } from './stopwatch.js';

// About 10 ms on a CPU; a GPU has more lanes to fill and takes about a millisecond.
const INVOCATIONS = { software: 16_384, hardware: 2 ** 20 } as const;
const ROUNDS = 256;
/** Values of each of the two buffers: 64 MiB, which every adapter binds. */
const COPIED_VALUES = 2 ** 24;
/** The multiply-adds' a and b: values that neither grow nor vanish. */
const FACTORS = Float32Array.of(0.999, 0.001);
const REPETITIONS = 10;

export interface MeasureRooflineOptions {
  /** @default timestamps where the device has them */
  readonly method?: TimingMethod;
}

/**
 * Measures the peak of an adapter: multiply-adds in registers, and bytes copied by a kernel. Takes about a second and
 * 128 MiB of its memory.
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
  const invocations = INVOCATIONS[adapter.kind];
  const computing = multiplyAdds({ invocations, rounds: ROUNDS });
  const moving = streamCopy({ length: COPIED_VALUES });
  const prepared: Prepared[] = [];
  try {
    prepared.push(
      await prepare(device, computing, [FACTORS.byteLength, 4 * invocations]),
      await prepare(device, moving, [4 * COPIED_VALUES, 4 * COPIED_VALUES]),
    );
    const [factors] = prepared[0]?.buffers ?? [];
    if (factors !== undefined) device.queue.writeBuffer(factors, 0, FACTORS);
    const works = prepared.map(({ work }) => work);
    const { method, seconds } = await fastest(createStopwatch(gpu, works, options));
    const [computed = NaN, moved = NaN] = seconds;
    return { flopsPerSecond: computing.flops / computed, bytesPerSecond: moving.bytes / moved, method };
  } finally {
    for (const buffer of prepared.flatMap(({ buffers }) => buffers)) buffer.destroy();
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

/** One dispatch of a kernel on buffers of its own. */
interface Prepared {
  readonly work: Work;
  readonly buffers: readonly GPUBuffer[];
}

/** @param bytes Of each of the kernel's buffers, in the order of its bindings. */
async function prepare(device: GPUDevice, kernel: Kernel, bytes: readonly number[]): Promise<Prepared> {
  const compiled = (await compileKernels(device, [kernel], stepLayout(device))).get(kernelKey(kernel));
  if (compiled === undefined) throw new Error(`${kernel.name} was not compiled`);
  const names = Object.keys(kernel.bindings);
  const requests = names.map((name, i) => ({ name, bytes: bytes[i] ?? 0, use: 'storage' }) as const);
  const buffers = [...(await allocate(device, requests)).values()];
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const group = device.createBindGroup({ label: kernel.name, layout: compiled.layout, entries });
  return {
    buffers,
    work: (encoder) => {
      encoder.setPipeline(compiled.pipeline);
      encoder.setBindGroup(0, group);
      encoder.dispatchWorkgroups(...kernel.workgroups);
    },
  };
}
