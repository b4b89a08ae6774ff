// Measures the candidates of one product against each other: round by round, each round in another order, so that what
// happens to the machine meanwhile happens to all.

import { ShadegradError } from '../errors.js';
import { createStopwatch, type Stopwatch, type Work } from '../profile/stopwatch.js';
import type { Gpu } from '../runtime/gpu.js';
import { compileKernels, kernelKey, stepLayout } from '../runtime/pipelines.js';
import { type Candidate, Scratch } from './scratch.js';

/** Who takes so many times as long as the fastest, at best of a few rounds, is out of the race. */
const FAR_BEHIND = 1.5;
const ROUNDS_FOR_ALL = 3;

interface Racer {
  readonly variant: string;
  readonly stopwatch: Stopwatch;
  /** What disturbs a measurement makes it slower, so the shortest time counts. */
  seconds: number;
}

/**
 * Seconds that each candidate takes, by name; without those that do not compile.
 *
 * @throws ShadegradError `SHADEGRAD_OUT_OF_MEMORY`; the signal's reason once it is aborted.
 */
export async function measureCandidates(
  gpu: Gpu,
  candidates: readonly Candidate[],
  rounds: number,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const scratch = await Scratch.allocate(gpu.device, candidates);
  const racers: Racer[] = [];
  try {
    for (const candidate of candidates) {
      signal?.throwIfAborted();
      const work = await prepare(gpu.device, candidate, scratch);
      if (work === undefined) continue;
      racers.push({
        variant: candidate.variant,
        stopwatch: createStopwatch(gpu, [work]),
        seconds: Infinity,
      });
    }
    let running: readonly Racer[] = racers;
    for (let round = 0; round < rounds; round++) {
      for (const racer of rotated(running, round)) {
        signal?.throwIfAborted();
        const [seconds = Infinity] = await racer.stopwatch.time();
        racer.seconds = Math.min(racer.seconds, seconds);
      }
      if (round + 1 < ROUNDS_FOR_ALL) continue;
      const fastest = Math.min(...running.map(({ seconds }) => seconds));
      running = running.filter(({ seconds }) => seconds <= FAR_BEHIND * fastest);
    }
    return new Map(racers.map(({ variant, seconds }) => [variant, seconds]));
  } finally {
    for (const { stopwatch } of racers) stopwatch.destroy();
    scratch.destroy();
  }
}

/** `A B C`, `B C A`, `C A B`. */
export function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

/** All dispatches of a candidate, or undefined where this adapter does not compile them. */
async function prepare(
  device: GPUDevice,
  { dispatches }: Candidate,
  scratch: Scratch,
): Promise<Work | undefined> {
  const layout = stepLayout(device);
  try {
    const kernels = await compileKernels(
      device,
      dispatches.map(({ kernel }) => kernel),
    );
    const step = scratch.step(layout, device);
    const bound = dispatches.map((dispatch) => {
      const compiled = kernels.get(kernelKey(dispatch.kernel));
      if (compiled === undefined) throw new Error(`${dispatch.kernel.name} was not compiled`);
      const group = device.createBindGroup({ layout: compiled.layout, entries: scratch.entries(dispatch) });
      return { pipeline: compiled.pipeline, group, kernel: dispatch.kernel };
    });
    return (encoder) => {
      for (const { pipeline, group, kernel } of bound) {
        encoder.setPipeline(pipeline);
        encoder.setBindGroup(0, group);
        if (kernel.usesStep) encoder.setBindGroup(1, step, [0]);
        encoder.dispatchWorkgroups(...kernel.workgroups);
      }
    };
  } catch (error) {
    if (error instanceof ShadegradError && error.code === 'SHADEGRAD_KERNEL') return undefined;
    throw error;
  }
}
