// A whole run: epochs of training, each followed by validation, until the last one, early stopping or an abort.

import { ShadegradError } from '../errors.js';
import type { Schedule } from '../schedules/index.js';
import type { ExampleSet } from '../runtime/example-set.js';
import type { Program } from '../runtime/program.js';
import type { StepQueue } from '../runtime/step-queue.js';
import { type Trace, traced } from '../trace/index.js';
import { type EarlyStopping, EarlyStoppingMonitor } from './early-stopping.js';
import { type EvaluationTask, runEvaluation } from './evaluate.js';
import { type EpochEnd, type EventBody, type RunEnd, type RunEvent, stamp } from './events.js';
import { type Dataset, exampleCount, sliceDataset } from './examples.js';
import { endEpoch, type RunProgress } from './progress.js';
import { trainEpoch } from './train-epoch.js';
import type { Turns } from './turns.js';
import type { Weights } from './weights.js';

export interface FitOptions {
  /** Epochs after which training ends, counted from the trainer's first. */
  readonly epochs: number;
  /** Steps after which this call ends, wherever in an epoch that is; the next call goes on. @default all */
  readonly steps?: number;
  /** Examples that are evaluated after each epoch. */
  readonly validationData?: Dataset;
  /** Share of the examples, the last ones, that are kept from training and evaluated after each epoch. @default 0 */
  readonly validationSplit?: number;
  readonly earlyStopping?: EarlyStopping;
  /** A `step` event comes after every so many steps. @default 50 */
  readonly logEvery?: number;
  /** Ends the run after the steps that are under way. */
  readonly signal?: AbortSignal;
  /** Hears everything that happens. */
  readonly onEvent?: (event: RunEvent) => void;
  /**
   * Awaited after each epoch, before the next begins: the place to write a checkpoint. Whatever the trainer is asked for
   * meanwhile is done at once.
   */
  readonly onEpochEnd?: (epoch: EpochEnd) => Promise<void> | void;
}

export interface FitResult {
  /** `stopped` is early stopping, `interrupted` an abort or the end of `steps`. */
  readonly reason: Exclude<RunEnd['reason'], 'failed'>;
  /** The epochs of this call. */
  readonly history: readonly EpochEnd[];
}

/** What the trainer lends to its run. */
export interface FitContext {
  readonly program: Program;
  readonly queue: StepQueue;
  /** The run has its turn; it lets others in between steps. */
  readonly turns: Turns;
  readonly progress: RunProgress;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly schedule: Schedule;
  readonly trace: Trace | undefined;
  readonly upload: (dataset: Dataset) => Promise<ExampleSet>;
  readonly readWeights: () => Promise<Weights>;
  readonly writeWeights: (weights: Weights) => void;
}

/** Trains as `Trainer.fit` says. */
export async function fitModel(
  context: FitContext,
  dataset: Dataset,
  options: FitOptions,
): Promise<FitResult> {
  checkOptions(options);
  const { progress } = context;
  const emit = (body: EventBody): void => options.onEvent?.(stamp(body));
  const begun = performance.now();
  const end = (reason: RunEnd['reason']): void => {
    const seconds = (performance.now() - begun) / 1000;
    emit({ type: 'run_end', reason, step: progress.step, epoch: progress.epoch, seconds });
  };
  const sets: ExampleSet[] = [];
  try {
    const { training, validation } = split(dataset, options);
    const set = await context.upload(training);
    sets.push(set);
    const validationSet = validation && (await context.upload(validation));
    if (validationSet !== undefined) sets.push(validationSet);
    const result = await runEpochs(context, options, set, validationSet, emit);
    end(result.reason);
    return result;
  } catch (error) {
    if (error instanceof ShadegradError) {
      emit({ type: 'error', code: error.code, message: error.message, fix: error.fix });
    }
    end('failed');
    throw error;
  } finally {
    for (const set of sets) set.destroy();
  }
}

async function runEpochs(
  context: FitContext,
  options: FitOptions,
  set: ExampleSet,
  validationSet: ExampleSet | undefined,
  emit: (event: EventBody) => void,
): Promise<FitResult> {
  const { program, progress, seed, trace, turns } = context;
  const { epochs, steps = Infinity, logEvery = 50, signal, onEpochEnd } = options;
  const { batchSize, model } = program.plan;
  const stepsPerEpoch = Math.ceil(set.count / batchSize);
  const epochTask = {
    ...context,
    set,
    pass: program.bindPass('training', set),
    totalSteps: epochs * stepsPerEpoch,
    lastStep: progress.step + steps,
    logEvery,
    signal,
    emit,
  };
  const validation = validationSet && {
    set: validationSet,
    pass: program.bindPass('evaluation', validationSet),
  };
  const earlyStopping = options.earlyStopping && new EarlyStoppingMonitor(options.earlyStopping, context);
  emit({
    type: 'run_start',
    examples: set.count,
    validationExamples: validationSet?.count ?? 0,
    stepsPerEpoch,
    epochs,
    batchSize,
    parameters: model.parameterCount,
    seed,
    step: progress.step,
    adapter: program.gpu.adapter.name,
  });

  const history: EpochEnd[] = [];
  while (progress.epoch < epochs) {
    const trained = await traced(trace, 'epoch', () => trainEpoch(epochTask));
    if (progress.stepInEpoch < stepsPerEpoch) return { reason: 'interrupted', history };
    const validated =
      validation && (await traced(trace, 'validation', () => validate(context, validation, signal)));
    if (validated === 'interrupted') return { reason: 'interrupted', history };
    const epochEnd: EpochEnd = {
      type: 'epoch_end',
      epoch: progress.epoch + 1,
      step: progress.step,
      loss: progress.lossSum / progress.count,
      accuracy: progress.correct / progress.count,
      ...validated?.scores,
      seconds: trained.seconds + (validated?.seconds ?? 0),
      imagesPerSecond: trained.imagesPerSecond,
    };
    endEpoch(progress);
    history.push(epochEnd);
    emit(epochEnd);
    const isOver = await earlyStopping?.observe(epochEnd);
    if (onEpochEnd !== undefined) await turns.lend(() => onEpochEnd(epochEnd));
    if (isOver) return { reason: 'stopped', history };
    const isEnough = signal?.aborted === true || progress.step >= epochTask.lastStep;
    if (isEnough && progress.epoch < epochs) return { reason: 'interrupted', history };
  }
  earlyStopping?.finish();
  return { reason: 'completed', history };
}

type ValidationScores = Required<Pick<EpochEnd, 'validationLoss' | 'validationAccuracy'>>;

async function validate(
  { program, queue }: FitContext,
  task: EvaluationTask,
  signal: AbortSignal | undefined,
): Promise<{ scores: ValidationScores; seconds: number } | 'interrupted'> {
  const begun = performance.now();
  try {
    const { outcomes } = await runEvaluation(program, queue, task, signal);
    const loss = outcomes.reduce((sum, outcome) => sum + outcome.loss, 0);
    const correct = outcomes.filter(({ truth, predicted }) => truth === predicted).length;
    return {
      scores: { validationLoss: loss / task.set.count, validationAccuracy: correct / task.set.count },
      seconds: (performance.now() - begun) / 1000,
    };
  } catch (error) {
    if (signal?.aborted) return 'interrupted';
    throw error;
  }
}

/** Keras keeps the last examples, as they lie in the file, for validation. */
function split(dataset: Dataset, options: FitOptions): { training: Dataset; validation?: Dataset } {
  const { validationData, validationSplit = 0 } = options;
  if (validationData !== undefined) return { training: dataset, validation: validationData };
  if (validationSplit === 0) return { training: dataset };
  const count = exampleCount(dataset);
  const kept = Math.floor(count * (1 - validationSplit));
  if (kept < 1 || kept === count) {
    throw new ShadegradError(
      'SHADEGRAD_SETTINGS',
      `A validation split of ${validationSplit} leaves nothing on one side of ${count} examples.`,
      'Use more examples or another split.',
    );
  }
  return { training: sliceDataset(dataset, 0, kept), validation: sliceDataset(dataset, kept, count) };
}

function checkOptions(options: FitOptions): void {
  const { epochs, steps = 1, validationSplit = 0, validationData, logEvery = 50 } = options;
  if (!Number.isSafeInteger(epochs) || epochs < 1) {
    throw refuse(`The number of epochs is ${epochs}.`, 'Use a whole number from 1.');
  }
  if (!Number.isSafeInteger(steps) || steps < 1) {
    throw refuse(`The number of steps is ${steps}.`, 'Use a whole number from 1, or leave it out.');
  }
  if (!(validationSplit >= 0 && validationSplit < 1)) {
    throw refuse(
      `The validation split is ${validationSplit}.`,
      'Use a number from 0 to below 1, such as 0.1.',
    );
  }
  if (validationSplit > 0 && validationData !== undefined) {
    throw refuse('There are both validation data and a validation split.', 'Give one of them.');
  }
  if (!Number.isSafeInteger(logEvery) || logEvery < 1) {
    throw refuse(`Steps are logged every ${logEvery}.`, 'Use a whole number from 1.');
  }
}

const refuse = (what: string, fix: string): ShadegradError =>
  new ShadegradError('SHADEGRAD_SETTINGS', what, fix);
