// What is counted of a step and of an evaluation.

import { confusionMatrix } from '../../metrics/confusion-matrix.js';
import { readResults, RESULT_BYTES } from '../../metrics/result.js';
import { sumOutcomes } from '../../metrics/sum-outcomes.js';
import { EXACT, type KernelCase } from '../kernel-case.js';
import { outcomesBuffer } from '../outcomes-buffer.js';
import { randomFloats, randomIntegers } from '../random.js';
import { poisonedWords, runKernel } from '../run-kernel.js';

const SLOTS = 4;
const RESULT_WORDS = RESULT_BYTES / 4;

/** Losses from 0 to 9, ranks from 0 to 9. */
export function randomOutcomes(count: number) {
  const losses = randomFloats(count, 1, 0, 9);
  const ranks = randomIntegers(count, 2, 10);
  return Array.from(losses, (loss, i) => ({ loss, rank: ranks[i] ?? NaN }));
}

export const outcomeSumCases: readonly KernelCase[] = [
  { batch: 1, count: 1, slot: 0 },
  { batch: 17, count: 17, slot: 3 },
  { batch: 64, count: 33, slot: 1 },
  { batch: 128, count: 65, slot: 2 },
  { batch: 3001, count: 3000, slot: 0 },
].map(({ batch, count, slot }) => ({
  kernel: 'sum of outcomes',
  name: `${count} of ${batch} outcomes into slot ${slot}`,
  async run(device) {
    const all = randomOutcomes(batch);
    const outcomes = outcomesBuffer(all);
    const results = poisonedWords(SLOTS * RESULT_WORDS);
    await runKernel(device, sumOutcomes({ batch, topK: 3 }), { outcomes, results }, { count, slot });
    const summed = all.slice(0, count);
    const [result] = readResults(results.buffer, 1, slot * RESULT_BYTES);
    const others = [
      ...results.subarray(0, slot * RESULT_WORDS),
      ...results.subarray((slot + 1) * RESULT_WORDS),
    ];
    return [
      {
        what: 'loss',
        actual: [result?.loss ?? NaN],
        expected: [summed.reduce((sum, { loss }) => sum + loss, 0)],
        tolerance: { absolute: 0, relative: 1e-6 },
      },
      {
        what: 'counts',
        actual: [result?.correct ?? NaN, result?.correctTopK ?? NaN, result?.count ?? NaN],
        expected: [
          summed.filter(({ rank }) => rank === 0).length,
          summed.filter(({ rank }) => rank < 3).length,
          count,
        ],
        tolerance: EXACT,
      },
      { what: 'other slots', actual: others, expected: poisonedWords(others.length), tolerance: EXACT },
    ];
  },
}));

export const confusionCases: readonly KernelCase[] = [
  { examples: 1, classes: 1, batch: 1 },
  { examples: 33, classes: 3, batch: 33 },
  { examples: 1000, classes: 10, batch: 128 },
  { examples: 500, classes: 101, batch: 500 },
].map(({ examples, classes, batch }) => ({
  kernel: 'confusion matrix',
  name: `${examples} outcomes of ${classes} classes, at most ${batch} at a time`,
  async run(device) {
    const truths = randomIntegers(examples, 1, classes);
    const predictions = randomIntegers(examples, 2, classes);
    const outcomes = outcomesBuffer(
      Array.from(truths, (truth, i) => ({ truth, predicted: predictions[i] ?? NaN })),
    );
    const counts = new Uint32Array(classes * classes);
    for (let first = 0; first < examples; first += batch) {
      const count = Math.min(batch, examples - first);
      await runKernel(device, confusionMatrix({ batch, classes }), { outcomes, counts }, { first, count });
    }
    const expected = new Uint32Array(classes * classes);
    truths.forEach((truth, i) => {
      const cell = truth * classes + (predictions[i] ?? NaN);
      expected[cell] = (expected[cell] ?? NaN) + 1;
    });
    return [{ what: 'counts', actual: counts, expected, tolerance: EXACT }];
  },
}));
