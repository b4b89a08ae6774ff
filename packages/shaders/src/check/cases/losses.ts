// Softmax with cross-entropy: losses, gradients and what there is to count, in training and in evaluation.

import { softmaxCrossEntropy } from '../../losses/softmax-cross-entropy.js';
import { type ExampleOutcome, OUTCOME_BYTES, readOutcomes } from '../../metrics/outcome.js';
import { type Comparison, EXACT, type KernelCase } from '../kernel-case.js';
import {
  crossEntropyGradientOracle,
  oneHot,
  outcomeOracle,
  smooth,
} from '../oracles/cross-entropy-oracle.js';
import { randomFloats, randomIntegers, randomOrder } from '../random.js';
import { poisonedFloats, poisonedWords, runKernel } from '../run-kernel.js';

const EXAMPLES = 37;
const OUTCOME_WORDS = OUTCOME_BYTES / 4;

// From 32 classes on, two invocations and more share a row.
const SETTINGS = [
  { targets: 'sparse', batch: 1, classes: 1, smoothing: 0, first: 0, count: 1 },
  { targets: 'sparse', batch: 5, classes: 10, smoothing: 0, first: 3, count: 5 },
  { targets: 'sparse', batch: 31, classes: 10, smoothing: 0.1, first: 1, count: 17 },
  { targets: 'sparse', batch: 33, classes: 33, smoothing: 0, first: 2, count: 32 },
  { targets: 'sparse', batch: 3, classes: 256, smoothing: 0.2, first: 0, count: 3 },
  { targets: 'categorical', batch: 3, classes: 2, smoothing: 0, first: 5, count: 3 },
  { targets: 'categorical', batch: 17, classes: 31, smoothing: 0.1, first: 20, count: 1 },
  { targets: 'categorical', batch: 5, classes: 100, smoothing: 0, first: 7, count: 4 },
  { targets: 'categorical', batch: 2, classes: 1030, smoothing: 0.3, first: 0, count: 2 },
] as const;

export const lossCases: readonly KernelCase[] = SETTINGS.map((setting) => ({
  kernel: 'softmax cross-entropy',
  name: `${setting.targets}, batch ${setting.batch} of ${setting.classes} classes, smoothing ${setting.smoothing}, ${setting.count} examples from ${setting.first} on`,
  async run(device) {
    const { targets, batch, classes, smoothing, first, count } = setting;
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
    const expected = rows.map((row) => outcomeOracle(row.logits, row.target, smoothing));
    const gradients = new Float64Array(logits.length);
    rows.forEach((row, b) => {
      const gradient = crossEntropyGradientOracle(row.logits, smooth(row.target, smoothing));
      gradients.set(
        gradient.map((value) => value / count),
        b * classes,
      );
    });

    const trained = poisonedWords(batch * OUTCOME_WORDS);
    const gradient = poisonedFloats(logits.length);
    const training = softmaxCrossEntropy({ ...settings, mode: 'training' });
    const inputs = { logits, order, labels };
    await runKernel(device, training, { ...inputs, outcomes: trained, gradient }, { first, count });
    const evaluated = poisonedWords(EXAMPLES * OUTCOME_WORDS);
    const evaluation = softmaxCrossEntropy({ ...settings, mode: 'evaluation' });
    await runKernel(device, evaluation, { ...inputs, outcomes: evaluated }, { first, count });

    const before = evaluated.subarray(0, first * OUTCOME_WORDS);
    const after = evaluated.subarray((first + count) * OUTCOME_WORDS);
    return [
      ...outcomeComparisons('training', readOutcomes(trained.buffer, count), expected),
      untouched('outcomes that are none', trained.subarray(count * OUTCOME_WORDS)),
      {
        what: 'gradient',
        actual: gradient,
        expected: gradients,
        tolerance: { absolute: 5e-7, relative: 2e-6 },
      },
      ...outcomeComparisons(
        'evaluation',
        readOutcomes(evaluated.buffer, count, first * OUTCOME_BYTES),
        expected,
      ),
      untouched('outcomes before', before),
      untouched('outcomes after', after),
    ];
  },
}));

function outcomeComparisons(
  mode: string,
  actual: readonly ExampleOutcome[],
  expected: readonly ExampleOutcome[],
): readonly Comparison[] {
  const compare = (name: keyof ExampleOutcome, tolerance = EXACT): Comparison => ({
    what: `${name} in ${mode}`,
    actual: actual.map((outcome) => outcome[name]),
    expected: expected.map((outcome) => outcome[name]),
    tolerance,
  });
  const near = { absolute: 2e-6, relative: 2e-6 };
  return [
    compare('truth'),
    compare('predicted'),
    compare('rank'),
    compare('loss', near),
    compare('confidence', near),
  ];
}

const untouched = (what: string, words: Uint32Array): Comparison => ({
  what,
  actual: words,
  expected: poisonedWords(words.length),
  tolerance: EXACT,
});

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
