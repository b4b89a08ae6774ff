// Profiles a pass of a program: the time of each dispatch, and between these measurements that of whole steps.

import { type Trace, traced } from '../trace/index.js';
import type { PassName, PlannedDispatch } from '../plan/index.js';
import type { ExampleSet } from '../runtime/example-set.js';
import type { BoundPass, Program } from '../runtime/program.js';
import { StepQueue } from '../runtime/step-queue.js';
import { measureRoofline } from './measure-roofline.js';
import { median } from './median.js';
import type { DispatchProfile, Profile } from './profile.js';
import { type Roofline, rooflineShare } from './roofline.js';
import { stepSeconds } from './step-seconds.js';
import { createStopwatch, type TimingMethod } from './stopwatch.js';
import type { TimedRound } from './timestamp-stopwatch.js';

export interface ProfileTask {
  readonly program: Program;
  readonly set: ExampleSet;
  readonly pass: PassName;
  readonly repetitions: number;
  /** Measured before and after, if it is not given. */
  readonly roofline: Roofline | undefined;
  readonly method: TimingMethod | undefined;
  readonly trace: Trace | undefined;
  readonly onProgress: ((done: number, of: number) => void) | undefined;
}

/** A kernel that was too short for the clock took some time all the same; rates stay finite. */
const LEAST_SECONDS = 1e-9;

/** Changes the program's state, apart from the weights. */
export async function profileProgram(task: ProfileTask): Promise<Profile> {
  const { program, set, repetitions } = task;
  const { microBatchSize: batchSize, model, optimizer, passes } = program.plan;
  const before = await roofline(task);
  const { method, rounds, steps } = await measure(task, program.bindPass(task.pass, set));
  const best = highest(before, await roofline(task));
  const wallSeconds = median(steps);
  const dispatches = passes[task.pass].map((dispatch, i) => {
    const seconds = median(rounds.map((round) => round[i] ?? NaN));
    return describe(dispatch, Math.max(seconds, LEAST_SECONDS), wallSeconds, best);
  });
  const kernelSeconds = dispatches.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    schema: 1,
    pass: task.pass,
    model: model.name,
    optimizer: optimizer.type,
    batchSize,
    adapter: program.gpu.adapter.name,
    method,
    repetitions,
    roofline: best,
    dispatches,
    kernelSeconds,
    stepSeconds: wallSeconds,
    kernelShare: kernelSeconds / wallSeconds,
    imagesPerSecond: batchSize / wallSeconds,
  };
}

function roofline({ program, roofline: given, method, trace }: ProfileTask): Promise<Roofline> {
  if (given !== undefined) return Promise.resolve(given);
  return traced(trace, 'roofline', () => measureRoofline(program.gpu, { ...(method && { method }) }));
}

/** What disturbs a machine for a second makes it slower, never faster. */
function highest(one: Roofline, other: Roofline): Roofline {
  return {
    flopsPerSecond: Math.max(one.flopsPerSecond, other.flopsPerSecond),
    bytesPerSecond: Math.max(one.bytesPerSecond, other.bytesPerSecond),
    method: one.method,
  };
}

interface Measured {
  readonly method: TimingMethod;
  /** Seconds of each dispatch, for each repetition. */
  readonly rounds: readonly (readonly number[])[];
  /** Seconds of a whole step, for each repetition. */
  readonly steps: readonly number[];
}

async function measure(task: ProfileTask, pass: BoundPass): Promise<Measured> {
  const { program, set, repetitions, trace, onProgress } = task;
  const queue = new StepQueue(program);
  // Some drivers compile a kernel when it is first dispatched.
  await traced(trace, 'steps', () => stepSeconds(queue, pass, set.count));
  const works = pass.map(
    (dispatch) => (encoder: GPUComputePassEncoder) => program.dispatch(encoder, dispatch, 0),
  );
  const rounds: (readonly number[])[] = [];
  const steps: number[] = [];
  const onRound = ({ submitted, finished, spans }: TimedRound): void => {
    const dispatches = spans.map((span, i) => ({
      ...span,
      label: pass[i]?.label ?? '',
      step: rounds.length + 1,
    }));
    trace?.addSubmit({ submitted, finished, dispatches });
  };
  const stopwatch = createStopwatch(program.gpu, works, { method: task.method, onRound });
  try {
    for (let i = 0; i < repetitions; i++) {
      rounds.push(await traced(trace, 'dispatches', () => stopwatch.time()));
      steps.push(await traced(trace, 'steps', () => stepSeconds(queue, pass, set.count)));
      onProgress?.(i + 1, repetitions);
    }
  } finally {
    stopwatch.destroy();
  }
  return { method: stopwatch.method, rounds, steps };
}

function describe(
  { label, kernel }: PlannedDispatch,
  seconds: number,
  wallSeconds: number,
  roofline: Roofline,
): DispatchProfile {
  const { name, flops, bytes } = kernel;
  return {
    label,
    kernel: name,
    seconds,
    share: seconds / wallSeconds,
    flops,
    bytes,
    flopsPerSecond: flops / seconds,
    bytesPerSecond: bytes / seconds,
    roofline: rooflineShare(roofline, kernel, seconds),
  };
}
