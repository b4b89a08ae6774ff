// From what the device counted to what a person reads: the whole evaluation of a model on a dataset.

import {
  classReports,
  type ConfusionMatrix,
  countExamples,
  macroAverage,
  weightedAverage,
} from './confusion-matrix.js';
import type { Evaluation } from './evaluation.js';
import { topKAccuracy } from './top-k.js';
import { wilsonInterval } from './wilson-interval.js';

/** What one pass over labelled examples counted. */
export interface EvaluationScores {
  /** `confusion[truth][predicted]`, in examples; square. */
  readonly confusion: ConfusionMatrix;
  /**
   * One for each example of the matrix. `rank` is the number of classes that are more probable than the true one, 0 for
   * a hit.
   */
  readonly outcomes: readonly { readonly loss: number; readonly rank: number }[];
}

/**
 * Accuracy with its interval, loss, per-class figures and their means.
 *
 * @param classNames The classes' names, in the matrix's order.
 *
 * @example
 * ```ts
 * import { buildEvaluation } from '@shadegrad/core';
 *
 * const confusion = [
 *   [1, 0],
 *   [1, 2],
 * ];
 * const outcomes = [
 *   { loss: 0.25, rank: 0 },
 *   { loss: 0.5, rank: 0 },
 *   { loss: 0.25, rank: 0 },
 *   { loss: 2, rank: 1 },
 * ];
 * const evaluation = buildEvaluation({ confusion, outcomes }, ['cat', 'dog']);
 * console.log(evaluation.accuracy, evaluation.loss); // 0.75 0.75
 * console.log(evaluation.classes[0].precision); // 0.5
 * ```
 */
export function buildEvaluation(scores: EvaluationScores, classNames: readonly string[]): Evaluation {
  const { confusion, outcomes } = scores;
  const { count, correct } = countExamples(confusion);
  const classes = classReports(confusion, classNames);
  // Each loss is an f32 of the device; they are summed in float64.
  const loss = outcomes.reduce((sum, outcome) => sum + outcome.loss, 0);
  const ranks = outcomes.map(({ rank }) => rank);
  return {
    accuracy: count === 0 ? 0 : correct / count,
    loss: count === 0 ? 0 : loss / count,
    correct,
    count,
    ...(classes.length > 5 ? { top5Accuracy: topKAccuracy(ranks, 5) } : {}),
    confidenceInterval: wilsonInterval(correct, count),
    classes,
    macroAverage: macroAverage(classes),
    weightedAverage: weightedAverage(classes),
    confusionMatrix: confusion,
  };
}
