// An evaluation of a dataset: uploaded, scored, and told in figures.

import { buildEvaluation, type Evaluation, type Outcome } from '../metrics/index.js';
import { traced } from '../trace/index.js';
import type { Engine } from './engine.js';
import { runEvaluation } from './evaluate.js';
import type { Dataset } from './examples.js';
import { uploadDataset } from './upload.js';

export interface EvaluateOptions {
  readonly signal?: AbortSignal;
  /** Hears how many examples are done. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** Evaluates as `Trainer.evaluate` says. */
export async function evaluateDataset(
  { program, queue, trace }: Engine,
  dataset: Dataset,
  { signal, onProgress }: EvaluateOptions,
): Promise<{ evaluation: Evaluation; outcomes: readonly Outcome[] }> {
  const set = await uploadDataset(program, dataset, trace);
  try {
    const task = { set, pass: program.bindPass('evaluation', set) };
    const scores = await traced(trace, 'evaluation', () =>
      runEvaluation(program, queue, task, signal, (done) => onProgress?.(done, set.count)),
    );
    return { evaluation: buildEvaluation(scores, dataset.classes), outcomes: scores.outcomes };
  } finally {
    set.destroy();
  }
}
