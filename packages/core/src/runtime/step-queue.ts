// Runs steps on the device and hands their results back in order. A few submits are in flight at any time, so that the
// device never waits for the host; each holds as many steps as fit into a short time, so that a browser's compositor
// and a driver's watchdog never notice.

import { readResults, RESULT_BYTES, type Step, type StepResult, writeStep } from '@shadegrad/shaders';
import { MOST_STEPS_PER_SUBMIT, STAGING_BUFFERS, STEP_STRIDE } from '../plan/make-plan.js';
import { SubmitRecording } from '../trace/submit-recording.js';
import type { Trace } from '../trace/trace.js';
import { readStaging } from './buffers.js';
import { Pacer } from './pacer.js';
import type { BoundPass, Program } from './program.js';

/** What a step, or one of its micro-batches, asks for; its slot among the results is the queue's business. */
export interface StepRequest extends Omit<Step, 'slot'> {
  /** True where more micro-batches of the same step follow. */
  readonly isPart?: boolean;
}

// Aim of one submit in ms.
const SUBMIT_TIME = 40;

interface InFlight {
  readonly steps: readonly StepRequest[];
  readonly staging: GPUBuffer;
  readonly submitted: number;
  readonly onResult: ResultHandler | undefined;
  readonly recording: SubmitRecording | undefined;
}

type ResultHandler = (step: StepRequest, result: StepResult) => void;

export class StepQueue {
  readonly #program: Program;
  readonly #trace: Trace | undefined;
  readonly #pacer: Pacer;
  readonly #uniforms = new DataView(new ArrayBuffer(MOST_STEPS_PER_SUBMIT * STEP_STRIDE));
  readonly #free: GPUBuffer[];
  readonly #inFlight: InFlight[] = [];
  #lastFinished = 0;

  constructor(program: Program, trace?: Trace) {
    this.#program = program;
    this.#trace = trace;
    this.#pacer = new Pacer(program.gpu.waiting);
    this.#free = Array.from({ length: STAGING_BUFFERS }, (_, i) => program.buffer(`results staging ${i}`));
  }

  /** True until the first submit is done. */
  get isCold(): boolean {
    return this.#lastFinished === 0;
  }

  /** How many steps the next submit should hold. */
  get stepsPerSubmit(): number {
    const { stepTime } = this.#pacer;
    if (stepTime === undefined) return 1;
    return Math.max(1, Math.min(MOST_STEPS_PER_SUBMIT, Math.floor(SUBMIT_TIME / stepTime)));
  }

  /** Submits steps of one pass; waits while too many are in flight. `onResult` hears of each step in order. */
  async submit(pass: BoundPass, steps: readonly StepRequest[], onResult?: ResultHandler): Promise<void> {
    if (this.#free.length === 0) await this.#finishOldest();
    const staging = this.#free.pop();
    if (staging === undefined) throw new Error('two submits wait for one staging buffer');
    const endSubmit = this.#trace?.begin('submit');
    const { device } = this.#program.gpu;
    steps.forEach((step, slot) => writeStep(this.#uniforms, slot * STEP_STRIDE, { ...step, slot }));
    device.queue.writeBuffer(
      this.#program.buffer('steps'),
      0,
      this.#uniforms.buffer,
      0,
      steps.length * STEP_STRIDE,
    );

    const encoder = device.createCommandEncoder();
    const recording = this.#record(encoder, pass, steps);
    const runs = steps.map(({ isPart = false }, slot) => ({ offset: slot * STEP_STRIDE, isPart }));
    this.#program.encode(encoder, pass, runs.slice(recording?.steps ?? 0));
    encoder.copyBufferToBuffer(this.#program.buffer('results'), 0, staging, 0, steps.length * RESULT_BYTES);
    device.queue.submit([encoder.finish()]);
    this.#inFlight.push({ steps, staging, submitted: performance.now(), onResult, recording });
    endSubmit?.();
  }

  /** Waits until every submitted step is done and its result handed back. */
  async drain(): Promise<void> {
    while (this.#inFlight.length > 0) await this.#finishOldest();
  }

  async #finishOldest(): Promise<void> {
    const [oldest] = this.#inFlight;
    if (oldest === undefined) return;
    const { steps, staging, onResult, recording } = oldest;
    const begun = Math.max(oldest.submitted, this.#lastFinished);
    const endWait = this.#trace?.begin('wait');
    await this.#pacer.rest(steps.length, begun);
    const waitedFrom = performance.now();
    const bytes = await readStaging(staging, steps.length * RESULT_BYTES);
    this.#lastFinished = performance.now();
    this.#pacer.observe(steps.length, this.#lastFinished - begun, this.#lastFinished - waitedFrom);
    endWait?.();
    await recording?.finish(oldest.submitted, this.#lastFinished);
    this.#inFlight.shift();
    this.#free.push(staging);
    const results = readResults(bytes, steps.length);
    if (onResult !== undefined) steps.forEach((step, i) => onResult(step, results[i]));
  }

  /** Writes the first steps with timestamps, where a trace wants them. */
  #record(
    encoder: GPUCommandEncoder,
    pass: BoundPass,
    steps: readonly StepRequest[],
  ): SubmitRecording | undefined {
    if (this.#trace === undefined) return undefined;
    const recorded = steps.map(({ step, isPart = false }, slot) => ({
      step: step + 1,
      offset: slot * STEP_STRIDE,
      isPart,
    }));
    return SubmitRecording.encode(this.#trace, this.#program, encoder, pass, recorded);
  }
}
