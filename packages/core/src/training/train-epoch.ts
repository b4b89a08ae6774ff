// The training loop: epochs of shuffled batches, validation after each, events on the way.

import { ShadegradError } from '../errors.js';
import { learningRateAt, type Schedule } from '../schedules/index.js';
import { biasCorrection } from '../optimizers/index.js';
import { fileOrder, shuffledOrder } from '../random/index.js';
import type { ExampleSet } from '../runtime/example-set.js';
import type { BoundPass, Program } from '../runtime/program.js';
import type { StepQueue, StepRequest } from '../runtime/step-queue.js';
import type { EventBody } from './events.js';
import { addStep, type RunProgress } from './progress.js';

/** Everything that one epoch's training needs. */
export interface EpochTask {
  readonly program: Program;
  readonly queue: StepQueue;
  readonly set: ExampleSet;
  readonly pass: BoundPass;
  readonly progress: RunProgress;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly schedule: Schedule;
  /** Steps of the whole run, for the schedule. */
  readonly totalSteps: number;
  /** A `step` event comes after every so many steps. */
  readonly logEvery: number;
  readonly signal: AbortSignal | undefined;
  readonly emit: (event: EventBody) => void;
}

// Progress events come at most this often, in ms.
const PROGRESS_INTERVAL = 100;

/**
 * Trains to the end of the epoch that `progress` stands in, or until the signal is aborted; either way every submitted
 * step is done and accounted for in `progress` when it returns.
 *
 * @returns Seconds of training, and examples seen in them.
 * @throws ShadegradError `SHADEGRAD_DIVERGED` after a step whose loss is not finite.
 */
export async function trainEpoch(task: EpochTask): Promise<{ seconds: number; images: number }> {
  const { program, queue, set, pass, progress, signal } = task;
  const { batchSize } = program.plan;
  const stepsPerEpoch = Math.ceil(set.count / batchSize);
  set.setOrder(task.shuffle ? shuffledOrder(task.seed, progress.epoch, set.count) : fileOrder(set.count));

  const begun = performance.now();
  const watch = { begun, reported: begun, images: 0 };
  let diverged: ShadegradError | undefined;
  let submitted = progress.stepInEpoch;
  while (submitted < stepsPerEpoch && !signal?.aborted && diverged === undefined) {
    const count = Math.min(queue.stepsPerSubmit, stepsPerEpoch - submitted);
    const base = progress.epoch * stepsPerEpoch + submitted;
    const steps = Array.from({ length: count }, (_, i) => stepRequest(task, base + i, submitted + i));
    submitted += count;
    await queue.submit(pass, steps, (step, result) => {
      if (diverged !== undefined) return;
      addStep(progress, result);
      watch.images += result.count;
      if (!Number.isFinite(result.loss)) diverged = divergence(task, step);
      report(task, step, result.loss / result.count, result.correct / result.count, watch);
    });
  }
  await queue.drain();
  if (diverged !== undefined) throw diverged;
  return { seconds: (performance.now() - begun) / 1000, images: watch.images };
}

function stepRequest(task: EpochTask, step: number, stepInEpoch: number): StepRequest {
  const { batchSize, optimizer } = task.program.plan;
  const first = stepInEpoch * batchSize;
  return {
    seed: task.seed,
    step,
    first,
    count: Math.min(batchSize, task.set.count - first),
    learningRate: learningRateAt(task.schedule, optimizer.learningRate, step, task.totalSteps),
    biasCorrection: biasCorrection(optimizer, step),
  };
}

function report(
  { progress, emit, logEvery }: EpochTask,
  { learningRate }: StepRequest,
  loss: number,
  accuracy: number,
  watch: { begun: number; reported: number; images: number },
): void {
  const { step, stepInEpoch } = progress;
  const epoch = progress.epoch + 1;
  if (step % logEvery === 0) emit({ type: 'step', step, epoch, loss, accuracy, learningRate });
  const now = performance.now();
  if (now - watch.reported < PROGRESS_INTERVAL) return;
  watch.reported = now;
  emit({
    type: 'progress',
    step,
    epoch,
    stepInEpoch,
    loss: progress.lossSum / progress.count,
    accuracy: progress.correct / progress.count,
    imagesPerSecond: (1000 * watch.images) / (now - watch.begun),
  });
}

function divergence({ progress }: EpochTask, { learningRate }: StepRequest): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_DIVERGED',
    `The loss is no longer a number after step ${progress.step} (epoch ${progress.epoch + 1}, learning rate ${learningRate}).`,
    'Train again with a smaller learning rate, for example a tenth of it, or with a warm-up schedule.',
  );
}
