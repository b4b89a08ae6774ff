import { describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from '../check/run-kernel.js';
import { ACTIVATION_ORACLES } from '../check/oracles/activation-oracles.js';
import { misses } from '../check/misses.js';
import { randomFloats } from '../check/random.js';
import { activation, activationBackward } from './activation.js';

const { device } = await openTestGpu();

describe.each(['tanh', 'sigmoid'] as const)('%s', (kind) => {
  const oracle = ACTIVATION_ORACLES[kind];

  async function forward(x: Float32Array): Promise<Float32Array> {
    const y = poisonedFloats(x.length);
    await runKernel(device, activation({ length: x.length, kind }), { x, y });
    return y;
  }

  test.each([1, 3, 64, 257, 1028])('of %i elements and its derivative agree with f64', async (length) => {
    const x = randomFloats(length, 1, -6, 6);
    const dy = randomFloats(length, 2);
    const y = await forward(x);
    expect(misses(y, Array.from(x, oracle.value), { absolute: 0, relative: 2e-6 })).toEqual([]);

    const dx = poisonedFloats(length);
    await runKernel(device, activationBackward({ length, kind }), { y, dy, dx });
    const expected = Array.from(dy, (gradient, i) => gradient * oracle.derivative(x[i] ?? NaN));
    expect(misses(dx, expected)).toEqual([]);
  });

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
