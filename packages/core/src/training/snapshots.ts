// The state as it was after a step, taken while training goes on. Between two submits the device copies weights and slots
// into staging buffers; the host fetches them once the results of the steps before have come in. Nothing waits for
// anything: the queue is not drained, and no promise is made while the device still computes what it asks for.

import { optimizerSlots } from '../optimizers/index.js';
import { allocate, type BufferRequest, readStaging } from '../runtime/buffers.js';
import type { Program } from '../runtime/program.js';
import type { RunProgress } from './progress.js';
import { assembleState, type TrainerState } from './state.js';

/** Asks for the state while training goes on. One snapshot is under way at a time. */
export interface SnapshotOptions {
  /**
   * Whether the state after this step, counted over the whole run, is wanted. Asked for each step before it is submitted,
   * while no snapshot is under way; not for the last step of an epoch, after which there is `onEpochEnd`.
   */
  readonly isDue: (step: number) => boolean;
  /** Takes the state, while further steps run. `fit` waits for it at its end, and ends with its error. */
  readonly take: (state: TrainerState) => Promise<void> | void;
}

type StagingName = 'parameters' | 'slots';

export class Snapshots {
  readonly #program: Program;
  readonly #options: SnapshotOptions;
  readonly #staging: ReadonlyMap<StagingName, GPUBuffer>;
  /** The step whose state lies in staging, until its results have come in. */
  #copied: number | undefined;
  #underWay: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  private constructor(
    program: Program,
    options: SnapshotOptions,
    staging: ReadonlyMap<StagingName, GPUBuffer>,
  ) {
    this.#program = program;
    this.#options = options;
    this.#staging = staging;
  }

  /** @throws ShadegradError `SHADEGRAD_OUT_OF_MEMORY`. */
  static async allocate(program: Program, options: SnapshotOptions): Promise<Snapshots> {
    const names: readonly StagingName[] =
      optimizerSlots(program.plan.optimizer).length > 0 ? ['parameters', 'slots'] : ['parameters'];
    const requests = names.map((name): BufferRequest<StagingName> => {
      return { name, bytes: program.buffer(name).size, use: 'staging' };
    });
    return new Snapshots(program, options, await allocate(program.gpu.device, requests));
  }

  /** True once `take` has failed: training should end, and `finish` says why. */
  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** The first of the steps after `step`, at most `most` of them, whose state is wanted: how many steps until then. */
  stepsUntilDue(step: number, most: number): number | undefined {
    if (this.#copied !== undefined || this.#underWay !== undefined || this.hasFailed) return undefined;
    for (let count = 1; count <= most; count++) if (this.#options.isDue(step + count)) return count;
    return undefined;
  }

  /** Copies the state as it will be after all that has been submitted, the last of it being this step. */
  copy(step: number): void {
    const { device } = this.#program.gpu;
    const encoder = device.createCommandEncoder();
    for (const [name, staging] of this.#staging) {
      encoder.copyBufferToBuffer(this.#program.buffer(name), 0, staging, 0, staging.size);
    }
    device.queue.submit([encoder.finish()]);
    this.#copied = step;
  }

  /** Hears where the run stands after each step that has been taken in. */
  reached(progress: RunProgress): void {
    if (progress.step !== this.#copied) return;
    this.#copied = undefined;
    this.#underWay = this.#hand(structuredClone(progress))
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#underWay = undefined;
      });
  }

  /** Waits for the snapshot that is under way; throws what `take` has thrown. */
  async finish(): Promise<void> {
    await this.#underWay;
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Frees the staging buffers, once nothing reads them any more. */
  async close(): Promise<void> {
    await this.#underWay;
    for (const buffer of this.#staging.values()) buffer.destroy();
  }

  async #hand(progress: RunProgress): Promise<void> {
    const [parameters, slots] = await Promise.all([this.#read('parameters'), this.#read('slots')]);
    await this.#options.take(assembleState(this.#program.plan, parameters, slots, progress));
  }

  #read(name: StagingName): Promise<ArrayBuffer> {
    const staging = this.#staging.get(name);
    return staging === undefined ? Promise.resolve(new ArrayBuffer(0)) : readStaging(staging, staging.size);
  }
}
