// Compiles the kernels of a plan, each once, all in parallel.

import type { Kernel } from '@shadegrad/shaders';
import { ShadegradError } from '../errors.js';

/** A kernel on a device: its pipeline, and the layout that its bind groups follow. */
export interface CompiledKernel {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** Kernels with the same code and constants are one. */
export function kernelKey(kernel: Kernel): string {
  return `${kernel.name}\n${JSON.stringify(kernel.constants)}\n${kernel.wgsl}`;
}

/** The layout of group 1: the uniform that changes from step to step, found by a dynamic offset. */
export function stepLayout(device: GPUDevice): GPUBindGroupLayout {
  return device.createBindGroupLayout({
    label: 'step',
    entries: [{ binding: 0, visibility: COMPUTE_STAGE, buffer: { type: 'uniform', hasDynamicOffset: true } }],
  });
}

/**
 * Compiles every kernel that `kernels` names, each once.
 *
 * @throws ShadegradError `SHADEGRAD_KERNEL` where the driver refuses one, with its message.
 */
export async function compileKernels(
  device: GPUDevice,
  kernels: Iterable<Kernel>,
  step: GPUBindGroupLayout,
): Promise<ReadonlyMap<string, CompiledKernel>> {
  const unique = new Map<string, Kernel>();
  for (const kernel of kernels) unique.set(kernelKey(kernel), kernel);
  const compiled = [...unique].map(
    async ([key, kernel]) => [key, await compile(device, kernel, step)] as const,
  );
  return new Map(await Promise.all(compiled));
}

async function compile(device: GPUDevice, kernel: Kernel, step: GPUBindGroupLayout): Promise<CompiledKernel> {
  const entries = Object.values(kernel.bindings).map((access, binding): GPUBindGroupLayoutEntry => ({
    binding,
    visibility: COMPUTE_STAGE,
    ...(access === 'texture'
      ? { texture: { sampleType: 'unfilterable-float' } }
      : { buffer: { type: access === 'read' ? 'read-only-storage' : 'storage' } }),
  }));
  const layout = device.createBindGroupLayout({ label: kernel.name, entries });
  try {
    const pipeline = await device.createComputePipelineAsync({
      label: kernel.name,
      layout: device.createPipelineLayout({ bindGroupLayouts: kernel.usesStep ? [layout, step] : [layout] }),
      compute: {
        module: device.createShaderModule({ label: kernel.name, code: kernel.wgsl }),
        entryPoint: 'main',
        constants: { ...kernel.constants },
      },
    });
    return { pipeline, layout };
  } catch (cause) {
    throw new ShadegradError(
      'SHADEGRAD_KERNEL',
      `The kernel ${kernel.name} does not compile on this adapter: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Update the graphics driver or choose another adapter; if it stays so, this is a bug worth reporting.',
      { cause },
    );
  }
}

// Written out (GPUShaderStage.COMPUTE), because the name is a global in browsers only.
const COMPUTE_STAGE = 4;
