// What follows training: the evaluation on the test images, evaluation.json and report.html.

import { encodeEvaluation, stamp, type Evaluation, type RunConfig } from '@shadegrad/core';
import { writeFileAtomically } from '../run-folder/atomic.js';
import { readHistory, type History } from '../run-folder/metrics-log.js';
import type { RunPaths } from '../run-folder/paths.js';
import { buildReport } from '../report/build-report.js';
import { reportPage } from '../report/page.js';
import type { PreparedSession } from './train-in-folder.js';
import { trainingTotals, type TrainingTotals } from './training-totals.js';

export interface Conclusion {
  readonly evaluation: Evaluation;
  readonly history: History;
  readonly totals: TrainingTotals;
  readonly config: RunConfig;
  readonly dataset: string;
  readonly seconds: {
    /** From the command's start to the first step. */
    readonly before: number;
    /** Of the evaluation. */
    readonly evaluation: number;
  };
}

/** @throws the signal's reason once it is aborted; nothing is half-written then. */
export async function concludeRun(paths: RunPaths, session: PreparedSession): Promise<Conclusion> {
  const { prepared, trainer, events, display, signal } = session;
  const { config, data } = prepared;
  const dataset = data.test.name;
  const begun = performance.now();
  const { evaluation, outcomes } = await trainer.evaluate(data.test, {
    signal,
    onProgress: (done, of) => display?.status(`evaluating ${done} of ${of} test images`),
  });
  const seconds = (performance.now() - begun) / 1000;
  const { accuracy, loss, correct, count, confidenceInterval } = evaluation;
  events.tell(
    stamp({ type: 'evaluation', dataset, accuracy, loss, correct, count, confidenceInterval, seconds }),
  );
  await writeFileAtomically(paths.evaluation, encodeEvaluation(evaluation, dataset));
  const history = await readHistory(paths.metrics);
  const totals = trainingTotals(history.epochs);
  const report = buildReport({
    config,
    evaluation,
    outcomes,
    history,
    totals,
    test: data.test,
    folder: paths.folder,
  });
  await writeFileAtomically(paths.report, reportPage(report));
  return {
    evaluation,
    history,
    totals,
    config,
    dataset,
    seconds: { before: events.secondsBefore, evaluation: seconds },
  };
}
