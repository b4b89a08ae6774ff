// The epochs of a run, each followed by validation, until the last one, early stopping or an abort.

import type { ExampleSet } from '../runtime/example-set.js';
import { traced } from '../trace/index.js';
import type { Announcer } from './announcer.js';
import type { EarlyStoppingMonitor } from './early-stopping.js';
import type { Engine } from './engine.js';
import { type EvaluationTask, runEvaluation } from './evaluate.js';
import type { EpochEnd } from './events.js';
import type { FitContext } from './fit-model.js';
import type { FitOptions, FitResult } from './fit-options.js';
import { endEpoch } from './progress.js';
import type { Snapshots } from './snapshots.js';
import { trainEpoch } from './train-epoch.js';

/** A call of `fit`: what it was asked for, and what it has come to. */
export interface Run extends FitContext {
  readonly options: FitOptions;
  readonly announcer: Announcer;
  /** Step to end with. */
  readonly lastStep: number;
  readonly earlyStopping: EarlyStoppingMonitor | undefined;
  /** The epochs so far. */
  readonly history: EpochEnd[];
}

/** Trains from where `progress` stands on; says why it ended. */
export async function runEpochs(
  run: Run & { readonly snapshots: Snapshots | undefined },
  set: ExampleSet,
  validationSet: ExampleSet | undefined,
): Promise<FitResult['reason']> {
  const { engine, progress, seed, turns, announcer, earlyStopping, history, options } = run;
  const { epochs, logEvery = 50, signal, onEpochEnd } = options;
  const { program, queue, trace } = engine;
  const { batchSize, model } = program.plan;
  const stepsPerEpoch = Math.ceil(set.count / batchSize);
  const epochTask = {
    ...run,
    program,
    queue,
    set,
    pass: program.bindPass('training', set),
    totalSteps: epochs * stepsPerEpoch,
    logEvery,
    signal,
    emit: announcer.tell,
  };
  const validation = validationSet && {
    set: validationSet,
    pass: program.bindPass('evaluation', validationSet),
  };
  announcer.tell({
    type: 'run_start',
    examples: set.count,
    validationExamples: validationSet?.count ?? 0,
    stepsPerEpoch,
    epochs,
    batchSize,
    parameters: model.parameterCount,
    classes: model.outputShape.at(-1) ?? 1,
    seed,
    step: progress.step,
    adapter: program.gpu.adapter.name,
  });

  while (progress.epoch < epochs) {
    const trained = await traced(trace, 'epoch', () => trainEpoch(epochTask));
    if (progress.stepInEpoch < stepsPerEpoch) return 'interrupted';
    const validated =
      validation && (await traced(trace, 'validation', () => validate(engine, validation, signal)));
    if (validated === 'interrupted') return 'interrupted';
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
    const isNews = announcer.isNews(epochEnd);
    announcer.tell(epochEnd);
    const isOver = await earlyStopping?.observe(epochEnd);
    if (onEpochEnd !== undefined && isNews) await turns.lend(() => onEpochEnd(epochEnd));
    if (isOver) return 'stopped';
    const isEnough = signal?.aborted === true || progress.step >= run.lastStep;
    if (isEnough && progress.epoch < epochs) return 'interrupted';
  }
  earlyStopping?.finish();
  return 'completed';
}

type ValidationScores = Required<Pick<EpochEnd, 'validationLoss' | 'validationAccuracy'>>;

async function validate(
  { program, queue }: Engine,
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
