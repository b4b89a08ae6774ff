// A plan bound to a device: buffers allocated once, kernels compiled in parallel, bind groups made once. After that a
// step allocates nothing.

import { STEP_BYTES } from '@shadegrad/shaders';
import type { PassName, Plan, PlannedDispatch, View } from '../plan/index.js';
import { allocate, type BufferUse } from './buffers.js';
import type { ExampleSet } from './example-set.js';
import type { Gpu } from './gpu.js';
import { type CompiledKernel, compileKernels, kernelKey, stepLayout } from './pipelines.js';

/** A dispatch ready to be encoded. */
interface BoundDispatch {
  readonly label: string;
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

/** A pass with all its buffers bound. */
export type BoundPass = readonly BoundDispatch[];

export class Program {
  readonly plan: Plan;
  readonly gpu: Gpu;
  readonly #buffers: ReadonlyMap<string, GPUBuffer>;
  readonly #kernels: ReadonlyMap<string, CompiledKernel>;
  readonly #stepGroup: GPUBindGroup;
  readonly #withoutExamples = new Map<PlannedDispatch, BoundDispatch>();

  private constructor(
    plan: Plan,
    gpu: Gpu,
    buffers: ReadonlyMap<string, GPUBuffer>,
    kernels: ReadonlyMap<string, CompiledKernel>,
    step: GPUBindGroupLayout,
  ) {
    this.plan = plan;
    this.gpu = gpu;
    this.#buffers = buffers;
    this.#kernels = kernels;
    this.#stepGroup = gpu.device.createBindGroup({
      label: 'step',
      layout: step,
      entries: [{ binding: 0, resource: { buffer: this.buffer('steps'), size: STEP_BYTES } }],
    });
  }

  /**
   * Allocates the plan's buffers and compiles its kernels.
   *
   * @throws ShadegradError `SHADEGRAD_OUT_OF_MEMORY` or `SHADEGRAD_KERNEL`.
   */
  static async bind(plan: Plan, gpu: Gpu): Promise<Program> {
    const { device } = gpu;
    const layout = stepLayout(device);
    const requests = plan.buffers.map(({ name, bytes }) => ({ name, bytes, use: useOf(name) }));
    const buffers = await allocate(device, requests);
    try {
      const dispatches = Object.values(plan.passes).flat();
      const kernels = await compileKernels(
        device,
        dispatches.map(({ kernel }) => kernel),
        layout,
      );
      return new Program(plan, gpu, buffers, kernels, layout);
    } catch (error) {
      for (const buffer of buffers.values()) buffer.destroy();
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

  /** Writes a pass into a compute pass; `stepOffset` is where its step lies in the buffer `steps`. */
  encode(encoder: GPUComputePassEncoder, pass: BoundPass, stepOffset: number): void {
    encoder.setBindGroup(1, this.#stepGroup, [stepOffset]);
    for (const { pipeline, group, workgroups } of pass) {
      encoder.setPipeline(pipeline);
      encoder.setBindGroup(0, group);
      encoder.dispatchWorkgroups(...workgroups);
    }
  }

  /** Frees all buffers. The device stays open: it belongs to the caller. */
  destroy(): void {
    for (const buffer of this.#buffers.values()) buffer.destroy();
  }

  #bind({ label, kernel, views }: PlannedDispatch, examples: ExampleSet | undefined): BoundDispatch {
    const compiled = this.#kernels.get(kernelKey(kernel));
    if (compiled === undefined) throw new Error(`${kernel.name} was not compiled`);
    const entries = views.map((view, binding) => ({ binding, resource: this.#resource(view, examples) }));
    return {
      label,
      pipeline: compiled.pipeline,
      group: this.gpu.device.createBindGroup({ label, layout: compiled.layout, entries }),
      workgroups: kernel.workgroups,
    };
  }

  #resource(view: View, examples: ExampleSet | undefined): GPUBufferBinding {
    if (view.of === 'plan')
      return { buffer: this.buffer(view.buffer), offset: view.offset, size: view.bytes };
    const buffer = examples?.buffers.get(view.buffer);
    if (buffer === undefined) throw new Error(`a pass over examples needs their ${view.buffer}`);
    return { buffer };
  }
}

function useOf(name: string): BufferUse {
  if (name === 'steps') return 'uniform';
  return name.startsWith('results staging') ? 'staging' : 'storage';
}
