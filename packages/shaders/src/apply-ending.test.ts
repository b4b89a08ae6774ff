import { describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from './check/run-kernel.js';
import { applyEnding } from './apply-ending.js';
import { dropoutCases, reluCases } from './check/cases/elementwise.js';
import { testCases } from './testing/test-cases.js';
import { dropoutOracle, dropoutUniform } from './check/oracles/dropout-oracle.js';
import { misses } from './check/misses.js';
import { randomFloats } from './check/random.js';

const { device } = await openTestGpu();

async function drop(x: Float32Array, rate: number, purpose: number, seed: number, step: number) {
  const y = poisonedFloats(x.length);
  const kernel = applyEnding({ length: x.length, ending: { dropout: { rate, purpose } } });
  await runKernel<string>(device, kernel, { x, y }, { seed, step });
  return y;
}

testCases(device, [...dropoutCases, ...reluCases]);

describe('the mask', () => {
  const x = new Float32Array(8192).fill(1);

  test('drops about as many as the rate says', async () => {
    const dropped = (await drop(x, 0.25, 5, 3, 9)).filter((value) => value === 0).length;
    // Four standard deviations of a binomial distribution.
    expect(Math.abs(dropped - 2048)).toBeLessThan(4 * Math.sqrt(8192 * 0.25 * 0.75));
  });

  test.each([
    { what: 'seed', purpose: 5, seed: 4, step: 9 },
    { what: 'step', purpose: 5, seed: 3, step: 10 },
    { what: 'purpose', purpose: 6, seed: 3, step: 9 },
  ])('is another one with another $what', async ({ purpose, seed, step }) => {
    const [one, other] = [await drop(x, 0.5, 5, 3, 9), await drop(x, 0.5, purpose, seed, step)];
    const different = one.filter((value, i) => value !== other[i]).length;
    expect(Math.abs(different - 4096)).toBeLessThan(4 * Math.sqrt(8192 * 0.25));
  });

  test('does not depend on how many elements are drawn at a time', async () => {
    const one = await drop(x, 0.5, 5, 3, 9);
    const other = await drop(x.subarray(0, 8191), 0.5, 5, 3, 9);
    expect([...other]).toEqual([...one.subarray(0, 8191)]);
  });
});

test.each([5, 64])('micro-batches of %i elements have the mask of their batch', async (length) => {
  const draw = { purpose: 5, seed: 3, step: 9 };
  for (const microBatch of [0, 1, 6]) {
    const x = randomFloats(length, 1, 1, 2);
    const y = poisonedFloats(length);
    const kernel = applyEnding({ length, ending: { dropout: { rate: 0.5, purpose: 5, length } } });
    await runKernel<string>(device, kernel, { x, y }, { ...draw, microBatch });
    const expected = dropoutOracle(x, 0.5, draw, microBatch * length);
    expect(misses(y, expected, { absolute: 0, relative: 3e-7 })).toEqual([]);
  }
});

test('an element whose number equals the rate is kept', async () => {
  const rate = dropoutUniform(2, { purpose: 5, seed: 3, step: 9 });
  const y = await drop(new Float32Array(4).fill(1 - rate), rate, 5, 3, 9);
  expect(y[2]).toBeCloseTo(1, 6);
});

test('a rate of zero changes nothing', async () => {
  const x = randomFloats(100, 1);
  expect(await drop(x, 0, 5, 3, 9)).toEqual(x);
});

test('what is dropped is zero even if it was not a number', async () => {
  const y = await drop(new Float32Array(64).fill(NaN), 0.5, 5, 3, 9);
  const expected = dropoutOracle(new Float32Array(64).fill(1), 0.5, { purpose: 5, seed: 3, step: 9 });
  expect([...y]).toEqual([...expected].map((value) => (value === 0 ? 0 : NaN)));
});

test.each([1, -0.1, NaN])('a rate of %f is refused', (rate) => {
  expect(() => applyEnding({ length: 1, ending: { dropout: { rate, purpose: 0 } } })).toThrow(
    'dropout: rate must be at least 0 and less than 1',
  );
});

test('ReLU hands a NaN on', async () => {
  const y = poisonedFloats(4);
  await runKernel<string>(device, applyEnding({ length: 4, ending: { relu: true } }), {
    x: Float32Array.of(NaN, -1, 1, 0),
    y,
  });
  expect([...y]).toEqual([NaN, 0, 1, 0]);
});

test('the mask of what was rectified and dropped is the way back through both', async () => {
  const length = 1030;
  const draw = { purpose: 5, seed: 3, step: 9 };
  const ending = { relu: true, dropout: { rate: 0.25, purpose: 5 } };
  const x = randomFloats(length, 1);
  const y = poisonedFloats(length);
  await runKernel<string>(device, applyEnding({ length, ending }), { x, y }, draw);
  const dx = poisonedFloats(length);
  const back = applyEnding({ length, ending: { mask: { scale: 1 / 0.75 } } });
  await runKernel<string>(device, back, { x: new Float32Array(length).fill(1), y: dx, mask: y });
  const kept = dropoutOracle(new Float32Array(length).fill(1), 0.25, draw);
  const expected = [...x].map((value, i) => (value > 0 ? (kept[i] ?? NaN) : 0));
  expect(misses(dx, expected, { absolute: 0, relative: 3e-7 })).toEqual([]);
});
