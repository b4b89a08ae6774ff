// Trains, evaluates and reports, with everything kept in the run's folder on the way.

import {
  runFolderName,
  RunWriter,
  ShadegradError,
  traced,
  type FitResult,
  type RunProgress,
  type Trainer,
} from '@shadegrad/core';
import { commandName, quoted } from '../command-name.js';
import type { TrainingSession } from '../commands/train.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { formatPercent } from '../format.js';
import { listenForCheckpointRequests } from '../interrupt.js';
import { writeConfig } from '../run-folder/config.js';
import { CheckpointWriter } from '../run-folder/checkpoints.js';
import { createRunFolder } from '../run-folder/create.js';
import { FIRST_STEP } from '../terminal/training-display.js';
import { MetricsLog, rewindLog } from '../run-folder/metrics-log.js';
import type { RunPaths } from '../run-folder/paths.js';
import { concludeRun, type Conclusion } from './conclude.js';
import { introduction } from './introduction.js';
import type { PreparedRun, ResumedRun } from './prepare.js';
import { shownPath } from './shown-path.js';
import { runSummary } from './summary.js';

export interface PreparedSession extends TrainingSession {
  readonly prepared: PreparedRun;
  readonly trainer: Trainer;
}

/** @param out Where the folder of a new run goes. */
export async function trainInFolder(out: string, session: PreparedSession): Promise<ExitCode> {
  const { prepared, events, display, options, surroundings, lock } = session;
  const { config, resumed } = prepared;
  const name = runFolderName({ model: config.name, seed: config.seed, started: new Date(config.created) });
  const created = resumed ?? (await createRunFolder(out, name));
  const { paths } = created;
  try {
    if (resumed === undefined) await lock.take(paths.folder);
    await writeConfig(paths.config, config);
    if (resumed !== undefined) await rewindLog(paths.metrics, positionOf(resumed));
    events.keepIn(new MetricsLog(paths.metrics));
    display?.say(introduction(session, paths));
    const { reason, conclusion } = await fitAndConclude(paths, session);
    display?.close();
    if (conclusion === undefined) {
      events.finish(reason);
      surroundings.stderr.write(`${resumeAdvice(paths, session)}\n`);
      return EXIT.interrupted;
    }
    if (!options.json) surroundings.stdout.write(`${runSummary(conclusion, paths, surroundings.stdout)}\n`);
    requireAccuracy(conclusion.evaluation.accuracy, options.failUnder);
    events.finish(reason);
    return EXIT.done;
  } catch (error) {
    // The trainer refused it before the first step: no folder is left that holds nothing.
    if (!events.hasBegun && 'undo' in created) {
      events.close();
      await created.undo();
    }
    throw error;
  }
}

interface Outcome {
  readonly reason: FitResult['reason'];
  /** Absent for a run that was interrupted. */
  readonly conclusion?: Conclusion;
}

async function fitAndConclude(paths: RunPaths, session: PreparedSession): Promise<Outcome> {
  const { signal } = session;
  const writer = await openWriter(paths, session);
  const stopListening = listenForCheckpointRequests(() => writer.request());
  try {
    const { reason } = await fit(writer, session);
    if (reason === 'interrupted') {
      await traced(session.trainer.trace, 'checkpoint', () => writer.writeNow());
      return { reason };
    }
    await writer.finish();
    return { reason, conclusion: await concludeRun(paths, session) };
  } catch (error) {
    // The last epoch's checkpoint is complete: to resume it is to evaluate it.
    if (signal.aborted && error === signal.reason) return { reason: 'interrupted' };
    await rescue(error, writer, paths, session);
    throw error;
  } finally {
    stopListening();
    await writer.settle();
  }
}

/** Where the GPU is gone for good, the last state that the host has becomes a checkpoint. */
async function rescue(
  error: unknown,
  writer: RunWriter,
  paths: RunPaths,
  session: PreparedSession,
): Promise<void> {
  const { keptState } = session.trainer;
  if (!(error instanceof ShadegradError) || error.code !== 'SHADEGRAD_DEVICE_LOST') return;
  if (keptState === undefined) return;
  await writer.settle();
  await writer.writeIfNewer(keptState);
  session.surroundings.stderr.write(`${resumeAdvice(paths, session, 'The GPU was lost.')}\n`);
}

async function openWriter(
  paths: RunPaths,
  { prepared, trainer, events, display }: PreparedSession,
): Promise<RunWriter> {
  const { config, data, resumed } = prepared;
  const network = { model: trainer.model, classes: data.test.classes };
  const position = positionOf(resumed);
  return new RunWriter({
    trainer,
    sink: await CheckpointWriter.open(paths, network, { keep: config.keepCheckpoints, position }),
    cadence: config.checkpointEvery,
    step: position.step,
    best: resumed?.checkpoint?.best,
    tell: (event) => events.tell(event),
    syncEvents: () => events.sync(),
    onRequested: (path) => display?.say(`Checkpoint: ${shownPath(path)}`),
  });
}

async function fit(writer: RunWriter, session: PreparedSession): Promise<FitResult> {
  const { prepared, trainer, events, display, signal } = session;
  const { config, data } = prepared;
  const { validationSplit, timed } = config;
  if (timed) {
    display?.status(FIRST_STEP);
    await trainer.warmUp(data.training);
  }
  return trainer.fit(data.training, {
    epochs: config.epochs,
    ...(validationSplit > 0 ? { validationSplit } : !timed && { validationData: data.test }),
    logEvery: config.logEvery,
    signal,
    onEvent: (event) => events.hear(event),
    onNan: config.onNan,
    onRollback: (state) => writer.rewind(state),
    snapshots: { isDue: (step) => writer.isDue(step), take: (state) => writer.take(state) },
    onEpochEnd: (epoch) => traced(trainer.trace, 'checkpoint', () => writer.epochEnded(epoch)),
  });
}

/** Where the run begins or goes on. */
const positionOf = (resumed: ResumedRun | undefined): Pick<RunProgress, 'step' | 'epoch'> =>
  resumed?.checkpoint?.state.progress ?? { step: 0, epoch: 0 };

function resumeAdvice(
  { folder }: RunPaths,
  { surroundings, prepared }: PreparedSession,
  what = 'Interrupted.',
): string {
  const { command } = prepared.config;
  const adapter = command.indexOf('--adapter');
  const same = adapter >= 0 && command[adapter + 1] ? ` --adapter ${quoted(command[adapter + 1] ?? '')}` : '';
  return `${what} Everything up to here is kept; go on with:\n  ${commandName('train', surroundings)} --resume ${quoted(shownPath(folder))}${same}`;
}

function requireAccuracy(accuracy: number, least: number | undefined): void {
  if (least === undefined || accuracy >= least) return;
  throw new ShadegradError(
    'SHADEGRAD_BELOW_TARGET',
    `The test accuracy of ${formatPercent(accuracy)} is below the ${formatPercent(least)} that --fail-under asks for.`,
    'Train for more epochs, on more images or with another learning rate.',
  );
}
