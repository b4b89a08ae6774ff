// How good a model is.
export { buildEvaluation } from './build-evaluation.js';
export type { EvaluationScores } from './build-evaluation.js';
export { classReports, macroAverage, weightedAverage } from './confusion-matrix.js';
export type { ConfusionMatrix } from './confusion-matrix.js';
export { deadUnits } from './dead-units.js';
export type { Averages, ClassReport, Evaluation, Outcome } from './evaluation.js';
export { histogram } from './histogram.js';
export type { Histogram } from './histogram.js';
export { isGuessing } from './is-guessing.js';
export { topKAccuracy } from './top-k.js';
export { wilsonInterval } from './wilson-interval.js';
