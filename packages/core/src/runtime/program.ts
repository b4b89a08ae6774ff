// A plan bound to a device: buffers allocated once, kernels compiled in parallel, bind groups made once. After that a
// step allocates nothing.

import { type Kernel, STEP_BYTES } from '@shadegrad/shaders';
import type { PassName, Plan, PlannedDispatch, View } from '../plan/index.js';
import { allocate, type BufferUse, release } from './buffers.js';
import type { ExampleSet } from './example-set.js';
import type { Gpu } from './gpu.js';
import {
  type CompiledKernel,
  compileKernels,
  type CompileProgress,
  kernelKey,
  stepLayout,
} from './pipelines.js';
import { allocateTextures, type BoundCopy, encodeCopies } from './textures.js';

/** A dispatch ready to be encoded. */
export interface BoundDispatch {
  readonly label: string;
  readonly copies: readonly BoundCopy[];
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
  readonly usesStep: boolean;
  /** True for what a step does once, after the last of its micro-batches. */
  readonly endsStep: boolean;
}

/** One time through a pass: a step, or one of the micro-batches of which it is made. */
export interface Run {
  /** Where its uniform lies in the buffer `steps`, in bytes. */
  readonly offset: number;
  /** True where more micro-batches of the same step follow. */
  readonly isPart?: boolean;
}

/** A pass with all its buffers bound. */
export type BoundPass = readonly BoundDispatch[];

export class Program {
  readonly plan: Plan;
  readonly gpu: Gpu;
  readonly #buffers: ReadonlyMap<string, GPUBuffer>;
  readonly #textures: ReadonlyMap<string, GPUTexture>;
  readonly #kernels: ReadonlyMap<string, CompiledKernel>;
  readonly #stepGroup: GPUBindGroup;
  readonly #withoutExamples = new Map<PlannedDispatch, BoundDispatch>();

  private constructor(
    plan: Plan,
    gpu: Gpu,
    buffers: ReadonlyMap<string, GPUBuffer>,
    textures: ReadonlyMap<string, GPUTexture>,
    kernels: ReadonlyMap<string, CompiledKernel>,
  ) {
    this.plan = plan;
    this.gpu = gpu;
    this.#buffers = buffers;
    this.#textures = textures;
    this.#kernels = kernels;
    this.#stepGroup = gpu.device.createBindGroup({
      label: 'step',
      layout: stepLayout(gpu.device),
      entries: [{ binding: 0, resource: { buffer: this.buffer('steps'), size: STEP_BYTES } }],
    });
  }

  /**
   * Allocates the plan's buffers and compiles its kernels.
   *
   * @throws ShadegradError `SHADEGRAD_OUT_OF_MEMORY` or `SHADEGRAD_KERNEL`.
   */
  static async bind(plan: Plan, gpu: Gpu, onProgress?: CompileProgress): Promise<Program> {
    const { device } = gpu;
    const requests = plan.buffers.map(({ name, bytes }) => ({ name, bytes, use: useOf(name) }));
    const buffers = await allocate(device, requests);
    let textures = new Map<string, GPUTexture>();
    try {
      textures = await allocateTextures(device, plan.textures);
      const kernels = await compileKernels(device, kernelsOf(plan), onProgress);
      return new Program(plan, gpu, buffers, textures, kernels);
    } catch (error) {
      await release(device, [...buffers.values(), ...textures.values()]);
      throw error;
    }
  }

  /** One of the plan's buffers. */
  buffer(name: string): GPUBuffer {
    const buffer = this.#buffers.get(name);
    if (buffer === undefined) throw new Error(`the plan has no buffer "${name}"`);
    return buffer;
  }

  /** Binds a pass to a set of examples; make it once for each set. */
  bindPass(pass: PassName, examples?: ExampleSet): BoundPass {
    return this.plan.passes[pass].map((dispatch) => {
      if (dispatch.views.some((view) => view.of === 'examples')) return this.#bind(dispatch, examples);
      const known = this.#withoutExamples.get(dispatch) ?? this.#bind(dispatch, undefined);
      this.#withoutExamples.set(dispatch, known);
      return known;
    });
  }

  /** Writes runs of a pass. One compute pass holds all, as far as no copy into a texture comes between. */
  encode(encoder: GPUCommandEncoder, pass: BoundPass, runs: readonly Run[] = [{ offset: 0 }]): void {
    let computePass: GPUComputePassEncoder | undefined;
    for (const { offset, isPart = false } of runs) {
      for (const dispatch of pass) {
        if (isPart && dispatch.endsStep) continue;
        if (dispatch.copies.length > 0) {
          computePass?.end();
          computePass = undefined;
          encodeCopies(encoder, dispatch);
        }
        computePass ??= encoder.beginComputePass();
        this.dispatch(computePass, dispatch, offset);
      }
    }
    computePass?.end();
  }

  /** Writes one dispatch, whose copies have been made. */
  dispatch(
    encoder: GPUComputePassEncoder,
    { pipeline, group, workgroups, usesStep }: BoundDispatch,
    stepOffset: number,
  ): void {
    encoder.setPipeline(pipeline);
    encoder.setBindGroup(0, group);
    if (usesStep) encoder.setBindGroup(1, this.#stepGroup, [stepOffset]);
    encoder.dispatchWorkgroups(...workgroups);
  }

  /** Frees all buffers. The device stays open: it belongs to the caller. */
  destroy(): void {
    for (const resource of [...this.#buffers.values(), ...this.#textures.values()]) resource.destroy();
  }

  #bind(dispatch: PlannedDispatch, examples: ExampleSet | undefined): BoundDispatch {
    const { label, kernel, views, copies, endsStep = false } = dispatch;
    const compiled = this.#kernels.get(kernelKey(kernel));
    if (compiled === undefined) throw new Error(`${kernel.name} was not compiled`);
    const entries = views.map((view, binding) => ({ binding, resource: this.#resource(view, examples) }));
    return {
      label,
      copies: copies.map(({ from, texture }) => ({
        buffer: this.buffer(from.buffer),
        offset: from.offset,
        bytes: from.bytes,
        texture: this.#texture(texture),
      })),
      pipeline: compiled.pipeline,
      group: this.gpu.device.createBindGroup({ label, layout: compiled.layout, entries }),
      workgroups: kernel.workgroups,
      usesStep: kernel.usesStep,
      endsStep,
    };
  }

  #texture(name: string): GPUTexture {
    const texture = this.#textures.get(name);
    if (texture === undefined) throw new Error(`the plan has no texture "${name}"`);
    return texture;
  }

  #resource(view: View, examples: ExampleSet | undefined): GPUBindingResource {
    if (view.of === 'textures') return this.#texture(view.texture).createView();
    if (view.of === 'plan')
      return { buffer: this.buffer(view.buffer), offset: view.offset, size: view.bytes };
    const buffer = examples?.buffers.get(view.buffer);
    if (buffer === undefined) throw new Error(`a pass over examples needs their ${view.buffer}`);
    return { buffer };
  }
}

/** The kernels of all passes, as often as they are dispatched. */
export function kernelsOf({ passes }: Plan): readonly Kernel[] {
  return Object.values(passes)
    .flat()
    .map(({ kernel }) => kernel);
}

function useOf(name: string): BufferUse {
  if (name === 'steps') return 'uniform';
  return name.startsWith('results staging') ? 'staging' : 'storage';
}
