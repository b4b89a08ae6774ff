// Profiles a pass of a program: the time of each dispatch, and the wall time of whole steps measured between them.

import type { PassName, PlannedDispatch } from '../plan/index.js';
import type { ExampleSet } from '../runtime/example-set.js';
import { Pacer } from '../runtime/pacer.js';
import type { BoundPass, Program } from '../runtime/program.js';
import type { StepQueue, StepRequest } from '../runtime/step-queue.js';
import { DispatchTimer } from './dispatch-timer.js';
import { median } from './median.js';
import type { DispatchProfile, Profile } from './profile.js';

export interface ProfileTask {
  readonly program: Program;
  readonly queue: StepQueue;
  readonly set: ExampleSet;
  readonly pass: PassName;
  readonly repetitions: number;
}

/** Whole steps that are timed together; the first submit of them only fills the queue. */
const STEPS_TOGETHER = 4;

export async function profileProgram(task: ProfileTask): Promise<Profile> {
  const { program, queue, set, repetitions } = task;
  const { batchSize, model } = program.plan;
  const pass = program.bindPass(task.pass, set);
  const request = stepRequest(Math.min(batchSize, set.count));
  // The first step compiles kernels in some drivers.
  await stepTime(queue, pass, request);

  const timer = new DispatchTimer(program, pass);
  const pacer = new Pacer(program.gpu.waiting);
  const dispatchTimes: number[][] = pass.map(() => []);
  const stepTimes: number[] = [];
  try {
    for (let i = 0; i < repetitions; i++) {
      const times = await timedStep(program, timer, pacer);
      times.forEach((seconds, position) => dispatchTimes[position]?.push(seconds));
      stepTimes.push(await stepTime(queue, pass, request));
    }
  } finally {
    timer.destroy();
  }
  const stepSeconds = median(stepTimes);
  const dispatches = program.plan.passes[task.pass].map((dispatch, i) =>
    describe(dispatch, median(dispatchTimes[i] ?? []), stepSeconds),
  );
  const kernelSeconds = dispatches.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    schema: 1,
    pass: task.pass,
    model: model.name,
    batchSize,
    adapter: program.gpu.adapter.name,
    method: 'timestamps',
    repetitions,
    dispatches,
    kernelSeconds,
    stepSeconds,
    kernelShare: kernelSeconds / stepSeconds,
    imagesPerSecond: batchSize / stepSeconds,
  };
}

/** Seconds of each dispatch of one step. */
async function timedStep(program: Program, timer: DispatchTimer, pacer: Pacer): Promise<number[]> {
  const { device } = program.gpu;
  const encoder = device.createCommandEncoder();
  timer.encode(encoder, 0);
  const begun = performance.now();
  device.queue.submit([encoder.finish()]);
  await pacer.rest(1, begun);
  const waitedFrom = performance.now();
  const times = await timer.read();
  pacer.observe(1, performance.now() - begun, performance.now() - waitedFrom);
  return times.map(({ begun: from, ended }) => Number(ended - from) / 1e9);
}

/** Seconds of a step among others of its kind: from the end of the first submit to that of the last. */
async function stepTime(queue: StepQueue, pass: BoundPass, request: StepRequest): Promise<number> {
  let finished = 0;
  let firstEnded: number | undefined;
  let firstSteps = 0;
  let submitted = 0;
  while (submitted < STEPS_TOGETHER || submitted < 2 * firstSteps) {
    const steps = Array.from({ length: queue.stepsPerSubmit }, () => request);
    if (submitted === 0) firstSteps = steps.length;
    submitted += steps.length;
    await queue.submit(pass, steps, () => {
      finished += 1;
      if (finished === firstSteps) firstEnded = performance.now();
    });
  }
  await queue.drain();
  return (performance.now() - (firstEnded ?? 0)) / 1000 / (submitted - firstSteps);
}

/** Learning rate 0: the weights stay as they are. */
function stepRequest(count: number): StepRequest {
  return { seed: 0, step: 0, first: 0, count, learningRate: 0, biasCorrection: 1 };
}

function describe({ label, kernel }: PlannedDispatch, seconds: number, stepSeconds: number): DispatchProfile {
  const { name, flops, bytes } = kernel;
  return {
    label,
    kernel: name,
    seconds,
    share: seconds / stepSeconds,
    flops,
    bytes,
    flopsPerSecond: flops / seconds,
    bytesPerSecond: bytes / seconds,
  };
}
