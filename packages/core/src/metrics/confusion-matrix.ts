// What a confusion matrix tells: how well each class is recognised, and the means over classes.

import type { Averages, ClassReport } from './evaluation.js';

/** `matrix[truth][predicted]`, in examples. */
export type ConfusionMatrix = readonly (readonly number[])[];

/** Examples in the matrix, and those on its diagonal. */
export function countExamples(matrix: ConfusionMatrix): { count: number; correct: number } {
  return {
    count: sum(matrix.map(sum)),
    correct: sum(matrix.map((row, truth) => row[truth])),
  };
}

/**
 * Precision, recall, F1 and support of each class. A ratio is 0 where its denominator is 0, as scikit-learn has it.
 *
 *     precision = right / predicted,  recall = right / support,  F1 = 2 · right / (predicted + support)
 */
export function classReports(matrix: ConfusionMatrix, names: readonly string[]): ClassReport[] {
  return matrix.map((row, index) => {
    const right = row[index];
    const support = sum(row);
    const predicted = sum(matrix.map((other) => other[index]));
    return {
      name: names[index],
      precision: ratio(right, predicted),
      recall: ratio(right, support),
      f1: ratio(2 * right, predicted + support),
      support,
    };
  });
}

/** Means over classes of equal weight: a rare class counts as much as a frequent one. */
export function macroAverage(reports: readonly ClassReport[]): Averages {
  return weightedMeans(reports, () => 1);
}

/** Means over classes weighted by their support. */
export function weightedAverage(reports: readonly ClassReport[]): Averages {
  return weightedMeans(reports, ({ support }) => support);
}

function weightedMeans(reports: readonly ClassReport[], weight: (report: ClassReport) => number): Averages {
  const total = sum(reports.map(weight));
  const mean = (value: (report: ClassReport) => number): number =>
    ratio(sum(reports.map((report) => weight(report) * value(report))), total);
  return {
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    f1: mean(({ f1 }) => f1),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const ratio = (numerator: number, denominator: number): number =>
  denominator === 0 ? 0 : numerator / denominator;
