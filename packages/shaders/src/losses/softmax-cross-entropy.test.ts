import { describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedFloats, poisonedWords, runKernel } from '../check/run-kernel.js';
import { OUTCOME_BYTES, readOutcomes, type ExampleOutcome } from '../metrics/outcome.js';
import { lossCases } from '../check/cases/losses.js';
import { testCases } from '../testing/test-cases.js';
import { oneHot, outcomeOracle } from '../check/oracles/cross-entropy-oracle.js';
import { misses } from '../check/misses.js';
import { randomFloats } from '../check/random.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

const { device } = await openTestGpu();

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

testCases(device, lossCases);

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
