// Records the dispatches of a submit's first steps with timestamps, each in a compute pass of its own.

import { MOST_TIMED, Timestamps } from '../profile/timestamps.js';
import type { BoundPass, Program } from '../runtime/program.js';
import { encodeCopies } from '../runtime/textures.js';
import type { Trace } from './trace.js';

/** A step of the submit: its number, and where its uniform lies. */
export interface RecordedStep {
  readonly step: number;
  readonly offset: number;
  /** True where more micro-batches of the same step follow. */
  readonly isPart: boolean;
}

/** What a step dispatches: all of the pass but, in a part of it, the end. */
const dispatchesOf = ({ isPart }: RecordedStep, pass: BoundPass): BoundPass =>
  isPart ? pass.filter(({ endsStep }) => !endsStep) : pass;

export class SubmitRecording {
  readonly #trace: Trace;
  readonly #pass: BoundPass;
  readonly #steps: readonly RecordedStep[];
  readonly #timestamps: Timestamps;

  private constructor(trace: Trace, pass: BoundPass, steps: readonly RecordedStep[], timestamps: Timestamps) {
    this.#trace = trace;
    this.#pass = pass;
    this.#steps = steps;
    this.#timestamps = timestamps;
  }

  /**
   * Writes the first of `steps` into a command buffer, as many as the trace still wants.
   *
   * @returns undefined where it wants none, or the device has no timestamps.
   */
  static encode(
    trace: Trace,
    program: Program,
    encoder: GPUCommandEncoder,
    pass: BoundPass,
    steps: readonly RecordedStep[],
  ): SubmitRecording | undefined {
    const { device } = program.gpu;
    if (!device.features.has('timestamp-query')) return undefined;
    const taken = trace.takeSteps(Math.min(steps.length, Math.floor(MOST_TIMED / pass.length)));
    if (taken === 0) return undefined;
    const recorded = steps.slice(0, taken);
    const timestamps = new Timestamps(device, taken * pass.length);
    for (const step of recorded) {
      for (const dispatch of dispatchesOf(step, pass)) {
        encodeCopies(encoder, dispatch);
        timestamps.encode(encoder, (computePass) => program.dispatch(computePass, dispatch, step.offset));
      }
    }
    timestamps.resolve(encoder);
    return new SubmitRecording(trace, pass, recorded, timestamps);
  }

  /** How many steps it holds. */
  get steps(): number {
    return this.#steps.length;
  }

  /** Hands the times to the trace, once the submit is done; times in ms as `performance.now()`. */
  async finish(submitted: number, finished: number): Promise<void> {
    const spans = await this.#timestamps.read();
    this.#timestamps.destroy();
    const labels = this.#steps.flatMap((step) =>
      dispatchesOf(step, this.#pass).map(({ label }) => ({ label, step: step.step })),
    );
    const dispatches = labels.flatMap((labelled, i) => {
      const span = spans[i];
      return span === undefined ? [] : [{ ...labelled, ...span }];
    });
    this.#trace.addSubmit({ submitted, finished, dispatches });
  }
}
