// What a confusion matrix and the outcomes behind it tell: shares of rows, the pictures of a cell, the hardest mistakes.

import type { Outcome } from '@shadegrad/core';

/** A cell of the matrix: pictures of one class that were taken for another, or rightly for their own. */
export interface Cell {
  readonly truth: number;
  readonly predicted: number;
}

/** Each row divided by its sum: what share of a class was taken for which. Rows without examples are 0. */
export function rowShares(matrix: readonly (readonly number[])[]): number[][] {
  return matrix.map((row) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count) => (sum === 0 ? 0 : count / sum));
  });
}

/** The outcomes of a cell; mistakes with the most confident first, right ones with the least confident first. */
export function outcomesOf(outcomes: readonly Outcome[], { truth, predicted }: Cell): Outcome[] {
  const sign = truth === predicted ? 1 : -1;
  return outcomes
    .filter((outcome) => outcome.truth === truth && outcome.predicted === predicted)
    .sort((a, b) => sign * (a.confidence - b.confidence));
}

/** Mistakes, those first to which the network gave the least of the truth. */
export function hardestMistakes(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter(({ truth, predicted }) => truth !== predicted).sort((a, b) => b.loss - a.loss);
}

/** The next cell with examples in a direction; the same one where there is none. */
export function nextCell(
  matrix: readonly (readonly number[])[],
  from: Cell,
  [down, right]: readonly [down: number, right: number],
): Cell {
  for (let i = 1; i <= matrix.length; i++) {
    const cell = { truth: from.truth + i * down, predicted: from.predicted + i * right };
    const count = matrix[cell.truth]?.[cell.predicted];
    if (count === undefined) break;
    if (count > 0) return cell;
  }
  return from;
}
