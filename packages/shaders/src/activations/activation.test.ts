import { describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from '../check/run-kernel.js';
import { activationCases } from '../check/cases/activations.js';
import { testCases } from '../testing/test-cases.js';
import { ACTIVATION_ORACLES } from '../check/oracles/activation-oracles.js';
import { misses } from '../check/misses.js';
import { activation } from './activation.js';

const { device } = await openTestGpu();

testCases(device, activationCases);

describe.each(['tanh', 'sigmoid'] as const)('%s', (kind) => {
  const oracle = ACTIVATION_ORACLES[kind];

  async function forward(x: Float32Array): Promise<Float32Array> {
    const y = poisonedFloats(x.length);
    await runKernel(device, activation({ length: x.length, kind }), { x, y });
    return y;
  }

  // Exponents from 2^-126 to 2^127 and both signs: nothing overflows, cancels or turns to NaN on the way.
  test('holds from the smallest to the largest numbers', async () => {
    const exponents = Array.from({ length: 64 }, (_, i) => 4 * i - 126);
    const magnitudes = exponents.flatMap((e) => [2 ** e, 1.7 * 2 ** e]);
    const x = Float32Array.from([0, 100, -100, ...magnitudes, ...magnitudes.map((m) => -m)]);
    const y = await forward(x);
    // Sigmoids below the smallest normal f32 may be flushed to zero.
    expect(misses(y, Array.from(x, oracle.value), { absolute: 1.2e-38, relative: 2e-5 })).toEqual([]);
  });

  test('hands a NaN on', async () => {
    expect([...(await forward(Float32Array.of(NaN, 0, 0, 0)))][0]).toBeNaN();
  });
});

test('more elements than one row of workgroups can take are all done', async () => {
  const length = 65_535 * 64 + 67;
  const x = new Float32Array(length);
  x[length - 1] = 9;
  const y = poisonedFloats(length);
  const kernel = activation({ length, kind: 'tanh' });
  expect(kernel.workgroups[1]).toBe(2);
  await runKernel(device, kernel, { x, y });
  expect(y[length - 1]).toBeCloseTo(1, 6);
  expect(y.findIndex((value) => value !== 0)).toBe(length - 1);
});
