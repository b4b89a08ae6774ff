import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedWords, runKernel } from '../check/run-kernel.js';
import { misses } from '../check/misses.js';
import { outcomesBuffer } from '../check/outcomes-buffer.js';
import { randomFloats, randomIntegers } from '../check/random.js';
import { readResults, RESULT_BYTES } from './result.js';
import { sumOutcomes } from './sum-outcomes.js';

const { device } = await openTestGpu();
const SLOTS = 4;
const poisonedResult = (): Uint32Array<ArrayBuffer> => poisonedWords(RESULT_BYTES / 4);

function randomOutcomes(count: number) {
  const losses = randomFloats(count, 1, 0, 9);
  const ranks = randomIntegers(count, 2, 10);
  return Array.from(losses, (loss, i) => ({ loss, rank: ranks[i] ?? NaN }));
}

test.each([
  { batch: 1, count: 1, slot: 0 },
  { batch: 17, count: 17, slot: 3 },
  { batch: 64, count: 33, slot: 1 },
  { batch: 128, count: 65, slot: 2 },
  { batch: 3001, count: 3000, slot: 0 },
])('sums $count of $batch outcomes into slot $slot', async ({ batch, count, slot }) => {
  const all = randomOutcomes(batch);
  const outcomes = outcomesBuffer(all);
  const results = poisonedWords((SLOTS * RESULT_BYTES) / 4);
  await runKernel(device, sumOutcomes({ batch, topK: 3 }), { outcomes, results }, { count, slot });

  const summed = all.slice(0, count);
  const result = readResults(results.buffer, 1, slot * RESULT_BYTES)[0];
  expect(result).toMatchObject({
    correct: summed.filter(({ rank }) => rank === 0).length,
    correctTopK: summed.filter(({ rank }) => rank < 3).length,
    count,
  });
  const loss = summed.reduce((sum, outcome) => sum + outcome.loss, 0);
  expect(misses([result?.loss ?? NaN], [loss], { absolute: 0, relative: 1e-6 })).toEqual([]);

  const words = RESULT_BYTES / 4;
  const others = [...results.subarray(0, slot * words), ...results.subarray((slot + 1) * words)];
  expect(others).toEqual([...poisonedWords(others.length)]);
});

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
