import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  classReports,
  macroAverage,
  buildEvaluation,
  isGuessing,
  topKAccuracy,
  weightedAverage,
  wilsonInterval,
} from './index.js';

describe('a network guesses', () => {
  test.each([
    ['with the loss of equal probabilities', 2.3026, 0.098, 10],
    ['with any loss above, if it is right no more often', 14.2, 0.11, 10],
    ['of two classes', 0.6931, 0.52, 2],
  ])('%s', (_, loss, accuracy, classes) => expect(isGuessing({ loss, accuracy }, classes)).toBe(true));

  test.each([
    ['that is right more often than chance', 2.5, 0.4, 10],
    ['that tells less probable classes from others', 1.9, 0.1, 10],
    ['whose only class is always right', 0, 1, 1],
    ['of whose classes nothing is known', 2.3, 0.1, 0],
  ])('but not one %s', (_, loss, accuracy, classes) =>
    expect(isGuessing({ loss, accuracy }, classes)).toBe(false),
  );
});

describe("Wilson's interval", () => {
  // Newcombe: Two-sided confidence intervals for the single proportion (1998), table I, method 3.
  test.each([
    { successes: 81, count: 263, low: 0.2553, high: 0.3662 },
    { successes: 15, count: 148, low: 0.0624, high: 0.1605 },
    { successes: 0, count: 20, low: 0, high: 0.1611 },
    { successes: 1, count: 29, low: 0.0061, high: 0.1718 },
  ])('of $successes in $count is $low to $high', ({ successes, count, low, high }) => {
    const interval = wilsonInterval(successes, count);
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  });

  test('of nothing is everything', () => expect(wilsonInterval(0, 0)).toEqual([0, 1]));

  test('holds the measured share, stays in [0, 1], and mirrors when successes and failures swap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, share) => {
          const successes = Math.round(share * count);
          const [low, high] = wilsonInterval(successes, count);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(successes / count);
          expect(high).toBeGreaterThanOrEqual(successes / count);
          const [mirroredLow, mirroredHigh] = wilsonInterval(count - successes, count);
          expect(low).toBeCloseTo(1 - mirroredHigh, 10);
          expect(high).toBeCloseTo(1 - mirroredLow, 10);
        },
      ),
    );
  });
});

describe('per-class figures', () => {
  // The worked example of scikit-learn's classification_report:
  // truth 0 1 2 2 2, predicted 0 0 2 2 1.
  const matrix = [
    [1, 0, 0],
    [1, 0, 0],
    [0, 1, 2],
  ];

  test("are scikit-learn's", () => {
    const reports = classReports(matrix, ['class 0', 'class 1', 'class 2']);
    expect(reports).toEqual([
      { name: 'class 0', precision: 0.5, recall: 1, f1: 2 / 3, support: 1 },
      { name: 'class 1', precision: 0, recall: 0, f1: 0, support: 1 },
      { name: 'class 2', precision: 1, recall: 2 / 3, f1: 0.8, support: 3 },
    ]);
    const macro = macroAverage(reports);
    expect(macro.precision).toBeCloseTo(0.5, 12);
    expect(macro.recall).toBeCloseTo(5 / 9, 12);
    expect(macro.f1).toBeCloseTo(0.488889, 6);
    const weighted = weightedAverage(reports);
    expect(weighted.precision).toBeCloseTo(0.7, 12);
    expect(weighted.recall).toBeCloseTo(0.6, 12);
    expect(weighted.f1).toBeCloseTo(0.613333, 6);
  });

  test('are 0, not NaN, for a class that never occurs and is never predicted', () => {
    const [, absent] = classReports([[3, 0], [0, 0]], ['a', 'b']); // prettier-ignore
    expect(absent).toEqual({ name: 'b', precision: 0, recall: 0, f1: 0, support: 0 });
  });

  const size = 4;
  const anyMatrix = fc.array(fc.array(fc.nat(50), { minLength: size, maxLength: size }), {
    minLength: size,
    maxLength: size,
  });
  const names = ['a', 'b', 'c', 'd'];

  test('keep what their definitions promise', () => {
    fc.assert(
      fc.property(anyMatrix, (matrix) => {
        const reports = classReports(matrix, names);
        const { accuracy, count } = buildEvaluation({ confusion: matrix, outcomes: [] }, names);
        expect(reports.reduce((sum, { support }) => sum + support, 0)).toBe(count);
        // Recall weighted by support is accuracy.
        expect(weightedAverage(reports).recall).toBeCloseTo(accuracy, 12);
        for (const { precision, recall, f1 } of reports) {
          // F1 is the harmonic mean.
          expect(f1 * (precision + recall)).toBeCloseTo(2 * precision * recall, 12);
          expect(f1).toBeGreaterThanOrEqual(Math.min(precision, recall) - 1e-12);
          expect(f1).toBeLessThanOrEqual(Math.max(precision, recall) + 1e-12);
        }
      }),
    );
  });

  test('swap precision and recall when truth and prediction swap', () => {
    fc.assert(
      fc.property(anyMatrix, (matrix) => {
        const transposed = matrix.map((row, i) => row.map((_, j) => matrix[j][i]));
        const swapped = classReports(transposed, names);
        classReports(matrix, names).forEach((report, i) => {
          expect(swapped[i].precision).toBe(report.recall);
          expect(swapped[i].recall).toBe(report.precision);
          expect(swapped[i].f1).toBe(report.f1);
        });
      }),
    );
  });
});

test('top-k accuracy counts true classes that fewer than k classes beat', () => {
  const ranks = [0, 3, 1, 7];
  expect(topKAccuracy(ranks, 1)).toBe(0.25);
  expect(topKAccuracy(ranks, 2)).toBe(0.5);
  expect(topKAccuracy(ranks, 8)).toBe(1);
  expect(topKAccuracy([], 5)).toBe(0);
});

describe('an evaluation', () => {
  test('says all of it, and top-5 accuracy only with more than five classes', () => {
    const evaluation = buildEvaluation(
      {
        confusion: [
          [1, 0],
          [1, 2],
        ],
        outcomes: [
          { loss: 0.1, rank: 0 },
          { loss: 0.2, rank: 0 },
          { loss: 0.3, rank: 0 },
          { loss: 2, rank: 1 },
        ],
      },
      ['cat', 'dog'],
    );
    expect(evaluation).toMatchObject({ accuracy: 0.75, correct: 3, count: 4 });
    expect(evaluation.loss).toBeCloseTo(0.65, 12);
    expect(evaluation.confidenceInterval).toEqual(wilsonInterval(3, 4));
    expect(evaluation.classes[1]).toEqual({ name: 'dog', precision: 1, recall: 2 / 3, f1: 0.8, support: 3 });
    expect(evaluation).not.toHaveProperty('top5Accuracy');

    const diagonal = Array.from({ length: 6 }, (_, i) =>
      Array.from({ length: 6 }, (_, j) => Number(i === j)),
    );
    const ranks = [0, 0, 0, 0, 0, 5];
    expect(
      buildEvaluation({ confusion: diagonal, outcomes: ranks.map((rank) => ({ loss: 1, rank })) }, [
        '0',
        '1',
        '2',
        '3',
        '4',
        '5',
      ]).top5Accuracy,
    ).toBeCloseTo(5 / 6, 12);
  });

  test('of no examples has no NaN', () => {
    const evaluation = buildEvaluation(
      {
        confusion: [
          [0, 0],
          [0, 0],
        ],
        outcomes: [],
      },
      ['a', 'b'],
    );
    expect(JSON.stringify(evaluation)).not.toContain('null');
    expect(evaluation).toMatchObject({ accuracy: 0, loss: 0, confidenceInterval: [0, 1] });
  });
});
