// The training loop: epochs of shuffled batches, validation after each, events on the way.

import type { StepResult } from '@shadegrad/shaders';
import { learningRateAt, type Schedule } from '../schedules/index.js';
import { fileOrder, shuffledOrder } from '../random/index.js';
import type { ExampleSet } from '../runtime/example-set.js';
import type { BoundPass, Program } from '../runtime/program.js';
import type { StepQueue, StepRequest } from '../runtime/step-queue.js';
import { type Divergence, DivergenceError, divergenceOf } from './divergence.js';
import type { EventBody } from './events.js';
import { baseLearningRate, settleLearningRate } from './learning-rate.js';
import { addStep, type RunProgress } from './progress.js';
import type { Snapshots } from './snapshots.js';
import { Speedometer } from './speedometer.js';
import { addResults, stepRequests } from './step-requests.js';
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
  readonly snapshots: Snapshots | undefined;
  readonly emit: (event: EventBody) => void;
}

// Progress events come at most this often, in ms.
const PROGRESS_INTERVAL = 100;

/**
 * Trains to the end of the epoch that `progress` stands in, to `lastStep`, or until the signal is aborted; every submitted
 * step is done and accounted for in `progress` when it returns.
 *
 * @throws ShadegradError `SHADEGRAD_DIVERGED` after a step in which a loss, a gradient or a weight is not finite.
 */
export async function trainEpoch(task: EpochTask): Promise<{ seconds: number; imagesPerSecond: number }> {
  const { program, queue, turns, set, progress, signal, snapshots, emit } = task;
  const { batchSize } = program.plan;
  const stepsPerEpoch = Math.ceil(set.count / batchSize);
  const begun = performance.now();
  set.setOrder(task.shuffle ? shuffledOrder(task.seed, progress.epoch, set.count) : fileOrder(set.count));
  const log = new StepLog(task);
  let submitted = progress.stepInEpoch;
  const end = Math.min(stepsPerEpoch, submitted + task.lastStep - progress.step);
  const isOver = (): boolean =>
    log.divergence !== undefined || (snapshots?.hasFailed ?? false) || isAborted(signal);
  while (submitted < end && !isOver()) {
    if (turns.isWanted) {
      await queue.drain();
      await turns.lend();
      continue;
    }
    const change = settleLearningRate(progress, progress.epoch * stepsPerEpoch + submitted);
    if (change !== undefined) emit({ type: 'learning_rate', ...change });
    const { count, isDue } = nextSubmit(task, stepsPerEpoch, submitted, end);
    const runs = Array.from({ length: count }, (_, i) =>
      runsOfStep(task, stepsPerEpoch, submitted + i),
    ).flat();
    submitted += count;
    await submitAll(task, runs, log);
    if (isDue) snapshots?.copy(progress.epoch * stepsPerEpoch + submitted);
  }
  await queue.drain();
  if (log.divergence !== undefined) throw new DivergenceError(log.divergence);
  return { seconds: (performance.now() - begun) / 1000, imagesPerSecond: log.imagesPerSecond };
}

const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted ?? false;

/** How many steps come next, and whether the state after them is wanted. */
function nextSubmit(
  { program, queue, progress, snapshots }: EpochTask,
  stepsPerEpoch: number,
  submitted: number,
  end: number,
): { readonly count: number; readonly isDue: boolean } {
  const runsPerStep = Math.ceil(program.plan.batchSize / program.plan.microBatchSize);
  const most = Math.min(Math.max(1, Math.floor(queue.stepsPerSubmit / runsPerStep)), end - submitted);
  // After the last step the epoch's end is the state to keep.
  const untilDue = snapshots?.stepsUntilDue(
    progress.epoch * stepsPerEpoch + submitted,
    Math.min(most, stepsPerEpoch - submitted - 1),
  );
  return { count: untilDue ?? most, isDue: untilDue !== undefined };
}

function runsOfStep(task: EpochTask, stepsPerEpoch: number, stepInEpoch: number): readonly StepRequest[] {
  const { program, progress, seed, set, schedule, totalSteps } = task;
  const step = progress.epoch * stepsPerEpoch + stepInEpoch;
  const base = baseLearningRate(program.plan.optimizer.learningRate, progress, step);
  const learningRate = learningRateAt(schedule, base, step, totalSteps);
  return stepRequests(program.plan, { seed, step, stepInEpoch, examples: set.count, learningRate });
}

/** A step of many micro-batches may take several submits. */
async function submitAll(
  { queue, pass }: EpochTask,
  runs: readonly StepRequest[],
  log: StepLog,
): Promise<void> {
  for (let begin = 0; begin < runs.length;) {
    const some = runs.slice(begin, begin + queue.stepsPerSubmit);
    begin += some.length;
    await queue.submit(pass, some, (step, result) => log.takeIn(step, result));
  }
}

/** Takes in finished steps in order, and tells of them. */
class StepLog {
  /** Set once a step met a number that is not finite; steps after it are not part of the run. */
  divergence: Divergence | undefined;
  readonly #task: EpochTask;
  readonly #speedometer: Speedometer;
  #reported = performance.now();
  /** The micro-batches so far of the step that is under way. */
  #begun: StepResult | undefined;

  constructor(task: EpochTask) {
    this.#task = task;
    this.#speedometer = new Speedometer(task.queue.isCold);
  }

  get imagesPerSecond(): number {
    return this.#speedometer.imagesPerSecond;
  }

  takeIn({ learningRate, isPart = false }: StepRequest, part: StepResult): void {
    if (this.divergence !== undefined) return;
    const result = addResults(this.#begun, part);
    this.#begun = isPart ? result : undefined;
    if (isPart) return;
    const { program, progress, emit, logEvery, snapshots } = this.#task;
    addStep(progress, result);
    this.#speedometer.count(result.count);
    const { step } = progress;
    const epoch = progress.epoch + 1;
    if (step % logEvery === 0) {
      const loss = result.loss / result.count;
      emit({ type: 'step', step, epoch, loss, accuracy: result.correct / result.count, learningRate });
    }
    this.#report();
    this.divergence = divergenceOf(program.plan.model, result, { step, epoch, learningRate });
    if (this.divergence === undefined) snapshots?.reached(progress);
    else emit({ type: 'diverged', ...this.divergence });
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
