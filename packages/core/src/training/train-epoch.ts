// The training loop: epochs of shuffled batches, validation after each, events on the way.

import type { StepResult } from '@shadegrad/shaders';
import { ShadegradError } from '../errors.js';
import { learningRateAt, type Schedule } from '../schedules/index.js';
import { biasCorrection } from '../optimizers/index.js';
import { fileOrder, shuffledOrder } from '../random/index.js';
import type { ExampleSet } from '../runtime/example-set.js';
import type { BoundPass, Program } from '../runtime/program.js';
import type { StepQueue, StepRequest } from '../runtime/step-queue.js';
import type { EventBody } from './events.js';
import { baseLearningRate, settleLearningRate } from './learning-rate.js';
import { addStep, type RunProgress } from './progress.js';
import { Speedometer } from './speedometer.js';
import type { Turns } from './turns.js';

/** Everything that one epoch's training needs. */
export interface EpochTask {
  readonly program: Program;
  readonly queue: StepQueue;
  readonly turns: Turns;
  readonly set: ExampleSet;
  readonly pass: BoundPass;
  readonly progress: RunProgress;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly schedule: Schedule;
  /** Steps of the whole run, for the schedule. */
  readonly totalSteps: number;
  /** Step to end with, wherever in the epoch it comes. */
  readonly lastStep: number;
  /** A `step` event comes after every so many steps. */
  readonly logEvery: number;
  readonly signal: AbortSignal | undefined;
  readonly emit: (event: EventBody) => void;
}

// Progress events come at most this often, in ms.
const PROGRESS_INTERVAL = 100;

/**
 * Trains to the end of the epoch that `progress` stands in, to `lastStep`, or until the signal is aborted; every submitted
 * step is done and accounted for in `progress` when it returns.
 *
 * @throws ShadegradError `SHADEGRAD_DIVERGED` after a step whose loss is not finite.
 */
export async function trainEpoch(task: EpochTask): Promise<{ seconds: number; imagesPerSecond: number }> {
  const { program, queue, turns, set, pass, progress, signal, emit } = task;
  const { batchSize } = program.plan;
  const stepsPerEpoch = Math.ceil(set.count / batchSize);
  const begun = performance.now();
  set.setOrder(task.shuffle ? shuffledOrder(task.seed, progress.epoch, set.count) : fileOrder(set.count));
  const log = new StepLog(task);
  let submitted = progress.stepInEpoch;
  const end = Math.min(stepsPerEpoch, submitted + task.lastStep - progress.step);
  while (submitted < end && log.divergence === undefined && !isAborted(signal)) {
    if (turns.isWanted) {
      await queue.drain();
      await turns.lend();
      continue;
    }
    const change = settleLearningRate(progress, progress.epoch * stepsPerEpoch + submitted);
    if (change !== undefined) emit({ type: 'learning_rate', ...change });
    const count = Math.min(queue.stepsPerSubmit, end - submitted);
    const steps = Array.from({ length: count }, (_, i) => stepRequest(task, stepsPerEpoch, submitted + i));
    submitted += count;
    await queue.submit(pass, steps, (step, result) => log.takeIn(step, result));
  }
  await queue.drain();
  if (log.divergence !== undefined) throw log.divergence;
  return { seconds: (performance.now() - begun) / 1000, imagesPerSecond: log.imagesPerSecond };
}

const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted ?? false;

function stepRequest(task: EpochTask, stepsPerEpoch: number, stepInEpoch: number): StepRequest {
  const { batchSize, optimizer } = task.program.plan;
  const step = task.progress.epoch * stepsPerEpoch + stepInEpoch;
  const first = stepInEpoch * batchSize;
  const base = baseLearningRate(optimizer.learningRate, task.progress, step);
  return {
    seed: task.seed,
    step,
    first,
    count: Math.min(batchSize, task.set.count - first),
    learningRate: learningRateAt(task.schedule, base, step, task.totalSteps),
    biasCorrection: biasCorrection(optimizer, step),
  };
}

/** Takes in finished steps in order, and tells of them. */
class StepLog {
  /** Set once a step's loss was not finite; steps after it are not part of the run. */
  divergence: ShadegradError | undefined;
  readonly #task: EpochTask;
  readonly #speedometer: Speedometer;
  #reported = performance.now();

  constructor(task: EpochTask) {
    this.#task = task;
    this.#speedometer = new Speedometer(task.queue.isCold);
  }

  get imagesPerSecond(): number {
    return this.#speedometer.imagesPerSecond;
  }

  takeIn({ learningRate }: StepRequest, result: StepResult): void {
    if (this.divergence !== undefined) return;
    const { progress, emit, logEvery } = this.#task;
    addStep(progress, result);
    this.#speedometer.count(result.count);
    const { step } = progress;
    const epoch = progress.epoch + 1;
    if (step % logEvery === 0) {
      const loss = result.loss / result.count;
      emit({ type: 'step', step, epoch, loss, accuracy: result.correct / result.count, learningRate });
    }
    this.#report();
    if (!Number.isFinite(result.loss)) this.divergence = divergence(step, epoch, learningRate);
  }

  #report(): void {
    const { progress, emit } = this.#task;
    const now = performance.now();
    if (now - this.#reported < PROGRESS_INTERVAL) return;
    this.#reported = now;
    emit({
      type: 'progress',
      step: progress.step,
      epoch: progress.epoch + 1,
      stepInEpoch: progress.stepInEpoch,
      loss: progress.lossSum / progress.count,
      accuracy: progress.correct / progress.count,
      imagesPerSecond: this.imagesPerSecond,
    });
  }
}

function divergence(step: number, epoch: number, learningRate: number): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_DIVERGED',
    `The loss is no longer a number after step ${step} (epoch ${epoch}, learning rate ${learningRate}).`,
    'Train again with a smaller learning rate, for example a tenth of it, or with a warm-up schedule.',
  );
}
