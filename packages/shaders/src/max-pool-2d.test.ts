import { describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../tests/support/gpu.js';
import { poisonedFloats, poisonedWords, runKernel } from './check/run-kernel.js';
import { maxPool2d } from './max-pool-2d.js';
import { poolingCases } from './check/cases/pooling.js';
import { testCases } from './testing/test-cases.js';
import { outputElements } from './check/oracles/max-pool-2d-oracle.js';
import { window2d, type Window2d } from './window-2d.js';

const { device } = await openTestGpu();

async function pool(window: Window2d, x: Float32Array) {
  const y = poisonedFloats(outputElements(window));
  const winner = poisonedWords(y.length);
  await runKernel(device, maxPool2d(window), { x, y, winner });
  return { y, winner };
}

testCases(device, poolingCases);

describe.each([1, 4])('with %i channels', (channels) => {
  const line = (width: number): Window2d =>
    window2d({ batch: 1, height: 1, width, channels, kernelSize: [1, 3], strides: [1, 3], padding: 'valid' });
  const inEveryChannel = (values: readonly number[]): Float32Array =>
    Float32Array.from(values.flatMap((value) => Array.from({ length: channels }, () => value)));

  test('a NaN wins its window, wherever it stands, and no other', async () => {
    const x = inEveryChannel([NaN, 1, 2, 3, NaN, 4, 5, 6, NaN, 1, NaN, NaN, 7, 9, 8]);
    const { y, winner } = await pool(line(15), x);
    expect([...y]).toEqual([...inEveryChannel([NaN, NaN, NaN, NaN, 9])]);
    expect([...winner]).toEqual([...inEveryChannel([0, 1, 2, 1, 1])]);
  });

  test('infinities are numbers like others', async () => {
    const x = inEveryChannel([-Infinity, -Infinity, -Infinity, 1, Infinity, Infinity, -Infinity, -3e38, 0]);
    const { y, winner } = await pool(line(9), x);
    expect([...y]).toEqual([...inEveryChannel([-Infinity, Infinity, 0])]);
    expect([...winner]).toEqual([...inEveryChannel([0, 1, 2])]);
  });
});

test('a pool size of zero is refused', () => {
  const window = window2d({
    batch: 1,
    height: 4,
    width: 4,
    channels: 1,
    kernelSize: [2, 2],
    strides: [2, 2],
    padding: 'valid',
  });
  expect(() => maxPool2d({ ...window, kernelWidth: 0 })).toThrow(
    'max-pool-2d: kernelWidth must be a positive integer',
  );
});
