import { describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../tests/support/gpu.js';
import { poisonedFloats, poisonedWords, runKernel } from './check/run-kernel.js';
import { maxPool2d, maxPool2dBackward } from './max-pool-2d.js';
import { misses } from './check/misses.js';
import {
  inputElements,
  maxPool2dBackwardOracle,
  maxPool2dOracle,
  outputElements,
} from './check/oracles/max-pool-2d-oracle.js';
import { randomFloats } from './check/random.js';
import { window2d, type Window2d } from './window-2d.js';

const { device } = await openTestGpu();

async function pool(window: Window2d, x: Float32Array) {
  const y = poisonedFloats(outputElements(window));
  const winner = poisonedWords(y.length);
  await runKernel(device, maxPool2d(window), { x, y, winner });
  return { y, winner };
}

describe.each([
  { padding: 'valid', image: [2, 6, 8, 4], kernelSize: [2, 2], strides: [2, 2] },
  { padding: 'valid', image: [2, 5, 7, 3], kernelSize: [2, 2], strides: [2, 2] },
  { padding: 'same', image: [3, 5, 7, 3], kernelSize: [2, 2], strides: [2, 2] },
  { padding: 'same', image: [1, 9, 5, 8], kernelSize: [3, 3], strides: [2, 2] },
  { padding: 'valid', image: [2, 17, 9, 1], kernelSize: [3, 5], strides: [1, 1] },
  { padding: 'same', image: [1, 4, 3, 5], kernelSize: [5, 4], strides: [1, 2] },
  { padding: 'valid', image: [2, 11, 9, 4], kernelSize: [2, 1], strides: [3, 4] },
  { padding: 'same', image: [1, 11, 10, 33], kernelSize: [1, 2], strides: [4, 3] },
  { padding: 'valid', image: [2, 6, 7, 4], kernelSize: [3, 3], strides: [2, 1] },
  { padding: 'valid', image: [1, 3, 3, 31], kernelSize: [3, 3], strides: [1, 1] },
  { padding: 'same', image: [1, 5, 13, 3], kernelSize: [4, 4], strides: [4, 5] },
  { padding: 'same', image: [1, 1, 1, 1], kernelSize: [2, 2], strides: [2, 2] },
] as const)(
  "max pooling '$padding' of $image, pool size $kernelSize, strides $strides",
  ({ padding, image: [batch, height, width, channels], kernelSize, strides }) => {
    const window = window2d({ batch, height, width, channels, kernelSize, strides, padding });
    // Multiples of 1/2, all negative: there are ties, and padding would win if it took part.
    const x = randomFloats(inputElements(window), 1, -9, -1).map((value) => Math.round(value * 2) / 2);

    test('takes the first maximum of each window', async () => {
      const { y, winner } = await pool(window, x);
      const expected = maxPool2dOracle(window, x);
      expect([...y]).toEqual([...expected.y]);
      expect(winner).toEqual(expected.winner);
    });

    test('gives each gradient to the maximum of its window', async () => {
      const dy = randomFloats(outputElements(window), 2);
      const { winner } = maxPool2dOracle(window, x);
      const dx = poisonedFloats(x.length);
      await runKernel(device, maxPool2dBackward(window), { dy, winner, dx });
      expect(misses(dx, maxPool2dBackwardOracle(window, x, dy))).toEqual([]);
    });
  },
);

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
