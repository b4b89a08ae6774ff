// evaluation.json: what a run made of the test pictures.

import * as v from 'valibot';
import { ShadegradError } from '../errors.js';
import type { Evaluation } from '../metrics/evaluation.js';
import { firstIssue } from './first-issue.js';

/** Raised when a reader of the old file would misread the new one. */
const EVALUATION_SCHEMA = 1;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const averages = { precision: share, recall: share, f1: share };

const schema = v.object({
  schema: v.literal(EVALUATION_SCHEMA),
  dataset: v.string(),
  accuracy: share,
  loss: v.number(),
  correct: count,
  count,
  top5Accuracy: v.exactOptional(share),
  confidenceInterval: v.tuple([share, share]),
  classes: v.array(v.object({ name: v.string(), ...averages, support: count })),
  macroAverage: v.object(averages),
  weightedAverage: v.object(averages),
  confusionMatrix: v.array(v.array(count)),
});

/** The text of evaluation.json. */
export function encodeEvaluation(evaluation: Evaluation, dataset: string): string {
  return `${JSON.stringify({ schema: EVALUATION_SCHEMA, dataset, ...evaluation }, null, 2)}\n`;
}

/**
 * Reads the text of evaluation.json.
 *
 * @param path Of the file, for errors.
 * @throws ShadegradError `SHADEGRAD_RUN_EVALUATION` where it is none, or contradicts itself.
 */
export function parseEvaluation(text: string, path: string): Evaluation {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (!result.success) throw damagedEvaluation(path, firstIssue(result.issues));
  const { schema: _, dataset: __, ...evaluation } = result.output;
  const { classes, confusionMatrix } = evaluation;
  const isSquare = [confusionMatrix, ...confusionMatrix].every(({ length }) => length === classes.length);
  if (!isSquare)
    throw damagedEvaluation(path, 'the confusion matrix does not have a row and a column a class');
  return evaluation;
}

function damagedEvaluation(path: string, why: string): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_RUN_EVALUATION',
    `${path} is no evaluation: ${why}.`,
    'Remove the file and evaluate the run again.',
  );
}
