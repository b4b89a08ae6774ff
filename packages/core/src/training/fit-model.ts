// A whole run, from the upload of its examples to its last event; and once more from a kept state, where something came in
// between that a run can recover from.

import { ShadegradError } from '../errors.js';
import type { Schedule } from '../schedules/index.js';
import { Announcer } from './announcer.js';
import { EarlyStoppingMonitor } from './early-stopping.js';
import type { EpochEnd, RunEnd } from './events.js';
import type { Dataset } from './examples.js';
import { checkFitOptions, type FitOptions, type FitResult, splitExamples } from './fit-options.js';
import { Recovery, type RecoveryContext } from './recovery.js';
import { type Run, runEpochs } from './run-epochs.js';
import { type SnapshotOptions, Snapshots } from './snapshots.js';
import { loadState, readState } from './state.js';
import { keepState, type StateKeeper } from './state-keeper.js';
import type { Turns } from './turns.js';
import { uploadDataset } from './upload.js';

/** What the trainer lends to its run. */
export interface FitContext extends RecoveryContext {
  /** The run has its turn; it lets others in between steps. */
  readonly turns: Turns;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly schedule: Schedule;
}

/** Trains as `Trainer.fit` says. */
export async function fitModel(
  context: FitContext,
  dataset: Dataset,
  options: FitOptions,
): Promise<FitResult> {
  checkFitOptions(options);
  const { engine, progress } = context;
  const announcer = new Announcer(options.onEvent, progress);
  const begun = performance.now();
  const end = (reason: RunEnd['reason']): void => {
    const seconds = (performance.now() - begun) / 1000;
    announcer.tell({ type: 'run_end', reason, step: progress.step, epoch: progress.epoch, seconds });
  };
  const readWeights = async () => (await readState(engine.program, progress)).weights;
  const run: Run = {
    ...context,
    options,
    announcer,
    lastStep: progress.step + (options.steps ?? Infinity),
    earlyStopping:
      options.earlyStopping &&
      new EarlyStoppingMonitor(options.earlyStopping, {
        progress,
        readWeights,
        writeWeights: (weights) => loadState(engine.program, { weights }),
      }),
    history: [],
  };
  const recovery = new Recovery(context, options);
  try {
    const examples = splitExamples(dataset, options);
    for (;;) {
      try {
        const reason = await attempt(run, examples);
        end(reason);
        return { reason, history: run.history };
      } catch (error) {
        await recovery.recover(error, announcer);
        forget(run.history, progress.epoch);
      }
    }
  } catch (error) {
    if (error instanceof ShadegradError) {
      announcer.tell({ type: 'error', code: error.code, message: error.message, fix: error.fix });
    }
    end('failed');
    throw error;
  }
}

/** The run from where it stands to its end, on the device that there is now. */
async function attempt(
  run: Run,
  { training, validation }: ReturnType<typeof splitExamples>,
): Promise<FitResult['reason']> {
  const { engine, keeper } = run;
  const { program } = engine;
  const set = await uploadDataset(program, training, engine.trace);
  const sets = [set];
  let snapshots: Snapshots | undefined;
  try {
    const validationSet = validation && (await uploadDataset(program, validation, engine.trace));
    if (validationSet !== undefined) sets.push(validationSet);
    await keepState(run);
    const wanted = withKeeper(keeper, run.options.snapshots);
    snapshots = wanted && (await Snapshots.allocate(program, wanted));
    const reason = await runEpochs({ ...run, snapshots }, set, validationSet);
    await snapshots?.finish();
    await keepState(run);
    return reason;
  } finally {
    for (const used of sets) used.destroy();
    await snapshots?.close();
  }
}

/** Snapshots for the keeper, as often as it wants them, and for who asked for them. */
function withKeeper(
  keeper: StateKeeper | undefined,
  asked: SnapshotOptions | undefined,
): SnapshotOptions | undefined {
  if (keeper === undefined) return asked;
  let isAsked = false;
  return {
    isDue(step) {
      isAsked = asked?.isDue(step) ?? false;
      return isAsked || keeper.isDue;
    },
    async take(state) {
      keeper.keep(state);
      if (isAsked) await asked?.take(state);
    },
  };
}

/** Takes out the epochs that the run has yet to come to again. */
function forget(history: EpochEnd[], epoch: number): void {
  history.splice(0, history.length, ...history.filter((past) => past.epoch <= epoch));
}
