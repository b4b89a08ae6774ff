import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { runKernel } from '../check/run-kernel.js';
import { outcomesBuffer } from '../check/outcomes-buffer.js';
import { randomIntegers } from '../check/random.js';
import { confusionMatrix } from './confusion-matrix.js';

const { device } = await openTestGpu();

test.each([
  { examples: 1, classes: 1, batch: 1 },
  { examples: 33, classes: 3, batch: 33 },
  { examples: 1000, classes: 10, batch: 128 },
  { examples: 500, classes: 101, batch: 500 },
])(
  'counts $examples outcomes of $classes classes, at most $batch at a time',
  async ({ examples, classes, batch }) => {
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
    expect(counts).toEqual(expected);
  },
);
