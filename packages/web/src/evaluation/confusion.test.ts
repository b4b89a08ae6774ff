import type { Outcome } from '@shadegrad/core';
import { expect, test } from 'vitest';
import { hardestMistakes, nextCell, outcomesOf, rowShares } from './confusion.js';

const outcome = (
  index: number,
  truth: number,
  predicted: number,
  confidence: number,
  loss: number,
): Outcome => ({ index, truth, predicted, confidence, loss });

const outcomes = [
  outcome(0, 0, 0, 0.9, 0.1),
  outcome(1, 0, 1, 0.6, 1.2),
  outcome(2, 0, 1, 0.8, 1.9),
  outcome(3, 1, 1, 0.7, 0.4),
  outcome(4, 1, 0, 0.5, 3),
  outcome(5, 0, 0, 0.5, 0.7),
];

test('rows of shares add up to 1, and those without examples are 0', () => {
  expect(
    rowShares([
      [1, 3],
      [0, 0],
    ]),
  ).toEqual([
    [0.25, 0.75],
    [0, 0],
  ]);
});

test('a cell has its pictures, the surest mistakes and the least sure hits first', () => {
  expect(outcomesOf(outcomes, { truth: 0, predicted: 1 }).map(({ index }) => index)).toEqual([2, 1]);
  expect(outcomesOf(outcomes, { truth: 0, predicted: 0 }).map(({ index }) => index)).toEqual([5, 0]);
});

test('the hardest mistake is the one with the largest loss', () => {
  expect(hardestMistakes(outcomes).map(({ index }) => index)).toEqual([4, 2, 1]);
});

test('arrows go to the next cell that has pictures', () => {
  const matrix = [
    [5, 0, 2],
    [0, 6, 0],
    [0, 0, 7],
  ];
  const from = { truth: 0, predicted: 0 };
  expect(nextCell(matrix, from, [0, 1])).toEqual({ truth: 0, predicted: 2 });
  expect(nextCell(matrix, from, [1, 0])).toEqual(from);
  expect(nextCell(matrix, { truth: 2, predicted: 2 }, [-1, 0])).toEqual({ truth: 0, predicted: 2 });
});
