import { describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedFloats, poisonedWords, runKernel } from '../check/run-kernel.js';
import { OUTCOME_BYTES, readOutcomes, type ExampleOutcome } from '../metrics/outcome.js';
import {
  crossEntropyGradientOracle,
  oneHot,
  outcomeOracle,
  smooth,
} from '../check/oracles/cross-entropy-oracle.js';
import { misses } from '../check/misses.js';
import { randomFloats, randomIntegers, randomOrder } from '../check/random.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

const { device } = await openTestGpu();
const EXAMPLES = 37;

const poisonedOutcomes = (count: number): Uint32Array<ArrayBuffer> =>
  poisonedWords((count * OUTCOME_BYTES) / 4);

const exactPart = ({ truth, predicted, rank }: ExampleOutcome) => ({ truth, predicted, rank });

function expectOutcomes(actual: readonly ExampleOutcome[], expected: readonly ExampleOutcome[]): void {
  expect(actual.map(exactPart)).toEqual(expected.map(exactPart));
  for (const name of ['loss', 'confidence'] as const) {
    const values = (outcomes: readonly ExampleOutcome[]) => outcomes.map((outcome) => outcome[name]);
    expect(misses(values(actual), values(expected), { absolute: 2e-6, relative: 2e-6 })).toEqual([]);
  }
}

// From 32 classes on, two invocations and more share a row.
describe.each([
  { targets: 'sparse', batch: 1, classes: 1, smoothing: 0, first: 0, count: 1 },
  { targets: 'sparse', batch: 5, classes: 10, smoothing: 0, first: 3, count: 5 },
  { targets: 'sparse', batch: 31, classes: 10, smoothing: 0.1, first: 1, count: 17 },
  { targets: 'sparse', batch: 33, classes: 33, smoothing: 0, first: 2, count: 32 },
  { targets: 'sparse', batch: 3, classes: 256, smoothing: 0.2, first: 0, count: 3 },
  { targets: 'categorical', batch: 3, classes: 2, smoothing: 0, first: 5, count: 3 },
  { targets: 'categorical', batch: 17, classes: 31, smoothing: 0.1, first: 20, count: 1 },
  { targets: 'categorical', batch: 5, classes: 100, smoothing: 0, first: 7, count: 4 },
  { targets: 'categorical', batch: 2, classes: 1030, smoothing: 0.3, first: 0, count: 2 },
] as const)(
  '$targets, batch $batch of $classes classes, smoothing $smoothing, examples from $first, $count of them',
  ({ targets, batch, classes, smoothing, first, count }) => {
    // Multiples of 1/2, so that some logits are equal.
    const logits = randomFloats(batch * classes, 1, -6, 6).map((z) => Math.round(2 * z) / 2);
    const order = randomOrder(EXAMPLES, 2);
    const sparse = Uint8Array.from(randomIntegers(EXAMPLES, 3, classes));
    const categorical = randomTargets(EXAMPLES, classes);
    const labels = targets === 'sparse' ? sparse : categorical;
    const settings = { batch, classes, targets, labelSmoothing: smoothing };

    const rows = Array.from({ length: count }, (_, b) => {
      const example = order[first + b] ?? NaN;
      return {
        logits: [...logits.subarray(b * classes, (b + 1) * classes)],
        target:
          targets === 'sparse'
            ? oneHot(sparse[example] ?? NaN, classes)
            : [...categorical.subarray(example * classes, (example + 1) * classes)],
      };
    });
    const expectedOutcomes = rows.map((row) => outcomeOracle(row.logits, row.target, smoothing));

    test('training makes the gradient of the mean loss, and the outcomes of the batch', async () => {
      const outcomes = poisonedOutcomes(batch);
      const gradient = poisonedFloats(logits.length);
      const kernel = softmaxCrossEntropy({ ...settings, mode: 'training' });
      await runKernel(device, kernel, { logits, order, labels, outcomes, gradient }, { first, count });

      expectOutcomes(readOutcomes(outcomes.buffer, count), expectedOutcomes);
      const untouched = outcomes.subarray((count * OUTCOME_BYTES) / 4);
      expect(untouched).toEqual(poisonedWords(untouched.length));

      const expected = new Float64Array(logits.length);
      rows.forEach((row, b) => {
        const g = crossEntropyGradientOracle(row.logits, smooth(row.target, smoothing));
        expected.set(
          g.map((value) => value / count),
          b * classes,
        );
      });
      expect(misses(gradient, expected, { absolute: 5e-7, relative: 2e-6 })).toEqual([]);
    });

    test("evaluation leaves each example's outcome at its place", async () => {
      const outcomes = poisonedOutcomes(EXAMPLES);
      const kernel = softmaxCrossEntropy({ ...settings, mode: 'evaluation' });
      await runKernel(device, kernel, { logits, order, labels, outcomes }, { first, count });

      expectOutcomes(readOutcomes(outcomes.buffer, count, first * OUTCOME_BYTES), expectedOutcomes);
      const words = OUTCOME_BYTES / 4;
      const others = [...outcomes.subarray(0, first * words), ...outcomes.subarray((first + count) * words)];
      expect(others).toEqual([...poisonedWords(others.length)]);
    });
  },
);

/** Rows of probabilities; in every fourth the first two classes are equally probable, every third sums to 1/2 only. */
function randomTargets(rows: number, classes: number): Float32Array {
  const values = randomFloats(rows * classes, 4, 0.01, 1);
  for (let r = 0; r < rows; r++) {
    const row = values.subarray(r * classes, (r + 1) * classes);
    if (r % 4 === 0) row.fill(1, 0, 2);
    const sum = row.reduce((a, b) => a + b, 0) * (r % 3 === 0 ? 2 : 1);
    row.forEach((value, c) => (row[c] = value / sum));
  }
  return values;
}

describe.each([
  { classes: 3, team: 1 },
  { classes: 64, team: 4 },
])('in rows of $classes classes, worked on by $team at a time, logits that are not finite', ({ classes }) => {
  const truth = 1;
  const cases = [NaN, Infinity, -Infinity].flatMap((value) =>
    [0, truth, classes - 1].map((at) => ({ value, at })),
  );

  test('make a loss that is not finite and no hit, in their own row alone', async () => {
    const good = randomFloats(classes, 1);
    good[truth] = 5;
    const logits = new Float32Array((cases.length + 1) * classes);
    for (let row = 0; row <= cases.length; row++) logits.set(good, row * classes);
    cases.forEach(({ value, at }, row) => (logits[row * classes + at] = value));

    const batch = cases.length + 1;
    const outcomes = poisonedOutcomes(batch);
    const gradient = poisonedFloats(logits.length);
    const kernel = softmaxCrossEntropy({ batch, classes, targets: 'sparse', mode: 'training' });
    const order = Uint32Array.from({ length: batch }, (_, i) => i);
    const labels = new Uint8Array(batch).fill(truth);
    await runKernel(device, kernel, { logits, order, labels, outcomes, gradient }, { count: batch });

    const read = readOutcomes(outcomes.buffer, batch);
    for (const { loss, predicted, rank } of read.slice(0, -1)) {
      expect(loss).not.toSatisfy(Number.isFinite);
      expect(predicted).toBeLessThan(classes);
      expect(rank).toBeGreaterThan(0);
      expect(rank).toBeLessThanOrEqual(classes);
    }
    expectOutcomes(read.slice(-1), [outcomeOracle([...good], oneHot(truth, classes), 0)]);
    expect(gradient.subarray(-classes).every(Number.isFinite)).toBe(true);
  });
});

test('logits of thousands give the exact loss and neither overflow nor vanish', async () => {
  const logits = Float32Array.of(1e4, -1e4, 0, -2e4, -2e4, -3e4);
  const outcomes = poisonedOutcomes(2);
  const gradient = poisonedFloats(6);
  const kernel = softmaxCrossEntropy({ batch: 2, classes: 3, targets: 'sparse', mode: 'training' });
  const labels = Uint8Array.of(1, 0);
  await runKernel(
    device,
    kernel,
    { logits, order: Uint32Array.of(0, 1), labels, outcomes, gradient },
    { count: 2 },
  );
  const losses = readOutcomes(outcomes.buffer, 2).map(({ loss }) => loss);
  expect(misses(losses, [2e4, Math.log(2)])).toEqual([]);
  expect(misses(gradient, [0.5, -0.5, 0, -0.25, 0.25, 0])).toEqual([]);
});

test('settings that make no sense are refused', () => {
  const settings = { batch: 1, classes: 10, targets: 'sparse', mode: 'training' } as const;
  expect(() => softmaxCrossEntropy({ ...settings, classes: 0 })).toThrow(
    'classes must be a positive integer',
  );
  expect(() => softmaxCrossEntropy({ ...settings, classes: 257 })).toThrow('cannot tell 257 classes apart');
  expect(() => softmaxCrossEntropy({ ...settings, labelSmoothing: 1.5 })).toThrow(
    'labelSmoothing must be from 0 to 1',
  );
});
