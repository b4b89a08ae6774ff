// Compiles the kernels of a plan, all in parallel. A device compiles each kernel once, whoever asks for it and how often:
// a second trainer, an evaluation or a profile finds it done, and a trainer can be compiled for before its data are there.

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

/** Hears how many of a plan's kernels are compiled. */
export type CompileProgress = (compiled: number, of: number) => void;

/** What a device has compiled, or is compiling. It goes when the device does. */
interface DeviceKernels {
  readonly step: GPUBindGroupLayout;
  readonly kernels: Map<string, Promise<CompiledKernel>>;
}

const devices = new WeakMap<GPUDevice, DeviceKernels>();

function kernelsOf(device: GPUDevice): DeviceKernels {
  const known = devices.get(device);
  if (known !== undefined) return known;
  const step = device.createBindGroupLayout({
    label: 'step',
    entries: [{ binding: 0, visibility: COMPUTE_STAGE, buffer: { type: 'uniform', hasDynamicOffset: true } }],
  });
  const made = { step, kernels: new Map<string, Promise<CompiledKernel>>() };
  devices.set(device, made);
  return made;
}

/** The layout of group 1: the uniform that changes from step to step, found by a dynamic offset. */
export function stepLayout(device: GPUDevice): GPUBindGroupLayout {
  return kernelsOf(device).step;
}

/**
 * Compiles every kernel that `kernels` names, as far as this device has not done so already.
 *
 * @throws ShadegradError `SHADEGRAD_KERNEL` where the driver refuses one, with its message.
 */
export async function compileKernels(
  device: GPUDevice,
  kernels: Iterable<Kernel>,
  onProgress?: CompileProgress,
): Promise<ReadonlyMap<string, CompiledKernel>> {
  const unique = new Map<string, Kernel>();
  for (const kernel of kernels) unique.set(kernelKey(kernel), kernel);
  let done = 0;
  const compileOne = async ([key, kernel]: readonly [string, Kernel]) => {
    const compiled = await compileOnce(device, key, kernel);
    done += 1;
    onProgress?.(done, unique.size);
    return [key, compiled] as const;
  };
  onProgress?.(0, unique.size);
  const compiling: ReturnType<typeof compileOne>[] = [];
  let resumed = performance.now();
  for (const entry of unique) {
    const one = compileOne(entry);
    // Awaited below; a refusal must not count as unheard of until then.
    one.catch(() => undefined);
    compiling.push(one);
    if (performance.now() - resumed < LONGEST_HOLD) continue;
    await letOthersRun();
    resumed = performance.now();
  }
  return new Map(await Promise.all(compiling));
}

/** Translating WGSL holds the thread, which others need meanwhile: a page to draw, a command to load its data. In ms. */
const LONGEST_HOLD = 10;

const letOthersRun = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function compileOnce(device: GPUDevice, key: string, kernel: Kernel): Promise<CompiledKernel> {
  const { kernels, step } = kernelsOf(device);
  const known = kernels.get(key);
  if (known !== undefined) return known;
  const compiling = compile(device, kernel, step);
  kernels.set(key, compiling);
  // What failed is tried anew by the next who asks.
  compiling.catch(() => kernels.delete(key));
  return compiling;
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
