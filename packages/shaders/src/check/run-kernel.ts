// Runs one kernel on a real device, in a way that shows what it does wrong: buffers end in a guard that must stay as it
// was, what lies behind an input is NaN, and outputs come in poisoned.

import { TEXTURE_WIDTH, textureRows } from '../gemm/strategies/input.js';
import type { Kernel } from '../kernel.js';
import { STEP_BYTES, type Step, writeStep } from '../step.js';

/** What a buffer holds. */
export type BufferContents = Float32Array | Uint32Array | Uint8Array;

// WebGPU's flags by number: their names are globals in browsers only.
const COMPUTE_STAGE = 0x4;
const MAP_READ = 0x1;
const STORAGE_USAGE = 0x80 | 0x4; // STORAGE | COPY_SRC
const UNIFORM_USAGE = 0x40;
const TEXTURE_USAGE = 0x4 | 0x2; // TEXTURE_BINDING | COPY_DST
const STAGING_USAGE = 0x1 | 0x8; // MAP_READ | COPY_DST

/** A NaN that no computation makes. */
const POISON = 0x7fdeadbf;
const GUARD_BYTES = 64;

/** An output of f32 that is NaN until the kernel writes it. */
export function poisonedFloats(length: number): Float32Array {
  return new Float32Array(poisonedWords(length).buffer);
}

/** An output of u32, or of structs, that is no sensible number until the kernel writes it. */
export function poisonedWords(length: number): Uint32Array<ArrayBuffer> {
  return new Uint32Array(length).fill(POISON);
}

const DEFAULT_STEP: Step = {
  seed: 0,
  step: 0,
  first: 0,
  count: 0,
  slot: 0,
  learningRate: 0,
  biasCorrection: 1,
};

/**
 * Runs `kernel` once. Every binding needs an array: what its buffer holds before the run. Arrays that the kernel may
 * write hold afterwards what it wrote; make those that are outputs alone with `poisonedFloats` or `poisonedWords`.
 *
 * @throws Error if WebGPU refuses the kernel, or if the kernel wrote behind the end of a buffer.
 */
export async function runKernel<Names extends string>(
  device: GPUDevice,
  kernel: Kernel<Names>,
  arrays: Readonly<Record<Names, BufferContents>>,
  step: Partial<Step> = {},
): Promise<void> {
  device.pushErrorScope('validation');
  const names: Names[] = [];
  for (const name in kernel.bindings) names.push(name);
  const buffers = names.map((name) => upload(device, arrays[name]));
  const textures = names.map((name) =>
    kernel.bindings[name] === 'texture' ? uploadTexture(device, arrays[name]) : undefined,
  );
  const stepBuffer = uploadStep(device, { ...DEFAULT_STEP, ...step });

  const layouts = [
    device.createBindGroupLayout({
      entries: names.map((name, binding) => ({
        binding,
        visibility: COMPUTE_STAGE,
        ...(kernel.bindings[name] === 'texture'
          ? { texture: { sampleType: 'unfilterable-float' } }
          : { buffer: { type: kernel.bindings[name] === 'read' ? 'read-only-storage' : 'storage' } }),
      })),
    }),
    device.createBindGroupLayout({
      entries: [{ binding: 0, visibility: COMPUTE_STAGE, buffer: { type: 'uniform' } }],
    }),
  ].slice(0, kernel.usesStep ? 2 : 1);
  const groups = layouts.map((layout, group) =>
    device.createBindGroup({
      layout,
      entries: (group === 0 ? buffers : [stepBuffer]).map((buffer, binding) => ({
        binding,
        resource: (group === 0 ? textures[binding]?.createView() : undefined) ?? { buffer },
      })),
    }),
  );
  const pipeline = device.createComputePipeline({
    label: kernel.name,
    layout: device.createPipelineLayout({ bindGroupLayouts: layouts }),
    compute: {
      module: device.createShaderModule({ label: kernel.name, code: kernel.wgsl }),
      constants: { ...kernel.constants },
    },
  });

  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  groups.forEach((group, index) => pass.setBindGroup(index, group));
  pass.dispatchWorkgroups(...kernel.workgroups);
  pass.end();
  const copies = buffers.map((buffer) => {
    const copy = device.createBuffer({
      size: buffer.size,
      usage: STAGING_USAGE,
    });
    encoder.copyBufferToBuffer(buffer, copy);
    return copy;
  });
  device.queue.submit([encoder.finish()]);

  const refused = await device.popErrorScope();
  if (refused) throw new Error(`${kernel.name}: ${refused.message}\n${kernel.wgsl}`);
  await Promise.all(copies.map((copy) => copy.mapAsync(MAP_READ)));
  names.forEach((name, i) => {
    const after = new Uint32Array(copies[i]?.getMappedRange().slice(0) ?? []);
    keep(after, arrays[name], `${kernel.name}, ${name}`);
  });
  for (const resource of [...buffers, ...textures, ...copies, stepBuffer]) resource?.destroy();
}

/** The contents with their guard behind them, at a multiple of 16 bytes: a buffer that the program allocates has one. */
function upload(device: GPUDevice, contents: BufferContents): GPUBuffer {
  const guardAt = 16 * Math.ceil(contents.byteLength / 16);
  const buffer = device.createBuffer({
    size: guardAt + GUARD_BYTES,
    usage: STORAGE_USAGE,
    mappedAtCreation: true,
  });
  const bytes = buffer.getMappedRange();
  new Uint32Array(bytes).fill(POISON);
  new Uint8Array(bytes).set(bytesOf(contents));
  buffer.unmap();
  return buffer;
}

/** The contents as kernels read them from a texture; what is left of it is poison, except for the last texel. */
function uploadTexture(device: GPUDevice, contents: BufferContents): GPUTexture {
  const bytesPerRow = 16 * TEXTURE_WIDTH;
  const height = textureRows(contents.byteLength);
  const texels = new Uint32Array((height * bytesPerRow) / 4).fill(POISON);
  new Uint8Array(texels.buffer).set(bytesOf(contents));
  texels.fill(0, -4);
  const size = [TEXTURE_WIDTH, height];
  const texture = device.createTexture({ size, format: 'rgba32float', usage: TEXTURE_USAGE });
  device.queue.writeTexture({ texture }, texels, { bytesPerRow }, size);
  return texture;
}

function uploadStep(device: GPUDevice, step: Step): GPUBuffer {
  const buffer = device.createBuffer({
    size: STEP_BYTES,
    usage: UNIFORM_USAGE,
    mappedAtCreation: true,
  });
  writeStep(new DataView(buffer.getMappedRange()), 0, step);
  buffer.unmap();
  return buffer;
}

/** Copies what the run left into `array`; throws if what lies behind it has changed. */
function keep(after: Uint32Array<ArrayBuffer>, array: BufferContents, what: string): void {
  const end = Math.ceil(array.byteLength / 4);
  const overrun = after.findIndex((word, i) => i >= end && word !== POISON);
  if (overrun >= 0) {
    throw new Error(
      `${what}: byte ${4 * overrun} was written, but the buffer has ${array.byteLength} bytes.`,
    );
  }
  bytesOf(array).set(new Uint8Array(after.buffer, 0, array.byteLength));
}

const bytesOf = (contents: BufferContents): Uint8Array =>
  new Uint8Array(contents.buffer, contents.byteOffset, contents.byteLength);
