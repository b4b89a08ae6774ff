import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedWords, runKernel } from '../check/run-kernel.js';
import { outcomeSumCases, randomOutcomes } from '../check/cases/metrics.js';
import { testCases } from '../testing/test-cases.js';
import { outcomesBuffer } from '../check/outcomes-buffer.js';
import { readResults, RESULT_BYTES } from './result.js';
import { sumOutcomes } from './sum-outcomes.js';

const { device } = await openTestGpu();
const poisonedResult = (): Uint32Array<ArrayBuffer> => poisonedWords(RESULT_BYTES / 4);

testCases(device, outcomeSumCases);

test('the sum has the same bits every time', async () => {
  const outcomes = outcomesBuffer(randomOutcomes(1000));
  const runs = [poisonedResult(), poisonedResult(), poisonedResult()];
  for (const results of runs) {
    await runKernel(device, sumOutcomes({ batch: 1000 }), { outcomes, results }, { count: 1000 });
  }
  expect(runs[1]).toEqual(runs[0]);
  expect(runs[2]).toEqual(runs[0]);
});

test('losses that are not finite are counted, and not lost among the others', async () => {
  const bad = [NaN, Infinity].map((loss) => ({ loss, rank: 1 }));
  const outcomes = outcomesBuffer([...randomOutcomes(98), ...bad]);
  const results = poisonedResult();
  await runKernel(device, sumOutcomes({ batch: 100 }), { outcomes, results }, { count: 100 });
  expect(readResults(results.buffer, 1)[0]).toMatchObject({ loss: NaN, notFinite: { losses: 2 } });
});

test('where all is sound, nothing is noted', async () => {
  const results = poisonedResult();
  const outcomes = outcomesBuffer(randomOutcomes(5));
  await runKernel(device, sumOutcomes({ batch: 5 }), { outcomes, results }, { count: 5 });
  expect(readResults(results.buffer, 1)[0]).not.toHaveProperty('notFinite');
});
