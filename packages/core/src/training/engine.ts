// What a trainer computes with: its plan bound to a device, and the queue of its steps. When the device is lost, both are
// made anew on another; nothing else of a trainer depends on the device.

import { ShadegradError } from '../errors.js';
import { checkLimits } from '../plan/capabilities.js';
import type { Plan } from '../plan/index.js';
import type { Gpu } from '../runtime/gpu.js';
import type { CompileProgress } from '../runtime/pipelines.js';
import { Program } from '../runtime/program.js';
import { StepQueue } from '../runtime/step-queue.js';
import type { Trace } from '../trace/index.js';

/**
 * A pending readback fails before the device says that it is lost: at once, where a browser's GPU process, which says the
 * latter, may still be busy with steps. So long, in ms, that is waited for.
 */
const GRACE = 10_000;
/** The same after an error of ours, which most often has another cause. */
const SHORT_GRACE = 200;

export class Engine {
  readonly trace: Trace | undefined;
  #program: Program;
  #queue: StepQueue;
  /** Why the device was lost, once it was. */
  #loss: string | undefined;

  private constructor(program: Program, trace: Trace | undefined) {
    this.trace = trace;
    this.#program = program;
    this.#queue = new StepQueue(program, trace);
    this.#watch(program.gpu);
  }

  /** Binds a plan; throws what `Program.bind` does. */
  static async bind(
    plan: Plan,
    gpu: Gpu,
    {
      trace,
      onProgress,
    }: { readonly trace?: Trace | undefined; readonly onProgress?: CompileProgress | undefined },
  ): Promise<Engine> {
    return new Engine(await Program.bind(plan, gpu, onProgress), trace);
  }

  get plan(): Plan {
    return this.#program.plan;
  }

  get program(): Program {
    return this.#program;
  }

  get queue(): StepQueue {
    return this.#queue;
  }

  /** Why the device was lost; undefined while it is there. To be asked after an error of which that may be the cause. */
  async lossOfDevice(error: unknown): Promise<string | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const grace = new Promise((resolve) => {
      timer = setTimeout(resolve, error instanceof ShadegradError ? SHORT_GRACE : GRACE);
    });
    await Promise.race([this.#program.gpu.device.lost, grace]);
    clearTimeout(timer);
    return this.#loss;
  }

  /**
   * Binds the same plan to another device, whose buffers are empty; the one before, whose buffers were freed, is closed.
   *
   * @throws ShadegradError `SHADEGRAD_LIMIT` where it is a smaller one, and what `Program.bind` throws.
   */
  async rebind(gpu: Gpu): Promise<void> {
    checkLimits(this.plan, gpu.adapter);
    const program = await Program.bind(this.plan, gpu);
    this.#program.gpu.close();
    this.#program = program;
    this.#queue = new StepQueue(program, this.trace);
    this.#loss = undefined;
    this.#watch(gpu);
  }

  /** Frees the buffers. */
  destroy(): void {
    this.#program.destroy();
  }

  #watch(gpu: Gpu): void {
    void gpu.device.lost.then(({ message, reason }) => {
      if (gpu === this.#program.gpu) this.#loss = message || reason;
    });
  }
}
