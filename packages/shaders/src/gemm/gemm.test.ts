import { describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from '../../../../tests/support/run-kernel.js';
import {
  byFilterOracle,
  byInputOracle,
  forwardOracle,
  inputLength,
  kernelLength,
  outputLength,
} from '../testing/convolution-oracle.js';
import { misses, type Tolerance } from '../testing/misses.js';
import { randomFloats } from '../testing/random.js';
import { window2d } from '../window-2d.js';
import { type Convolution, denseAsConvolution, isPadded } from './convolution.js';
import { gemm, type GemmOptions } from './gemm.js';
import { byFilter, byInput, forward, type Product } from './products.js';

const { device } = await openTestGpu();

interface Case {
  readonly image: readonly [batch: number, height: number, width: number, channels: number];
  readonly filters: number;
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: 'valid' | 'same';
}

function convolution({ image, filters, kernelSize, strides, padding }: Case): Convolution {
  const [batch, height, width, channels] = image;
  return { ...window2d({ batch, height, width, channels, kernelSize, strides, padding }), filters };
}

async function multiply(
  product: Product,
  options: GemmOptions,
  a: Float32Array,
  b: Float32Array,
  bias = new Float32Array(0),
): Promise<Float32Array> {
  const plan = gemm(product, options);
  const c = poisonedFloats(product.m * product.n);
  if (plan.sum === undefined) {
    await runKernel<string>(device, plan.kernel, { a, b, c, bias });
    return c;
  }
  const partials = poisonedFloats(plan.partials);
  await runKernel<string>(device, plan.kernel, { a, b, c: partials });
  await runKernel<string>(device, plan.sum, { partials, y: c, bias });
  return c;
}

/** Rounding errors of a sum of k products of numbers below 1 grow with the root of k. */
const sumOf = (k: number): Tolerance => ({ absolute: 1e-6 * Math.sqrt(k), relative: 1e-6 });

// Whole sums in one kernel, and sums cut into parts.
const WHOLE: GemmOptions = { ending: 'none', parallelism: 1 };
const SPLIT: GemmOptions = { ending: 'none', parallelism: 2 ** 20 };

describe.each<Case>([
  { image: [2, 7, 6, 4], filters: 8, kernelSize: [3, 3], strides: [1, 1], padding: 'valid' },
  { image: [1, 28, 28, 1], filters: 5, kernelSize: [3, 3], strides: [1, 1], padding: 'valid' },
  { image: [3, 5, 7, 3], filters: 31, kernelSize: [3, 2], strides: [1, 1], padding: 'same' },
  { image: [2, 9, 8, 33], filters: 17, kernelSize: [5, 5], strides: [2, 2], padding: 'same' },
  { image: [5, 8, 8, 8], filters: 12, kernelSize: [2, 3], strides: [2, 1], padding: 'valid' },
  { image: [1, 11, 10, 4], filters: 4, kernelSize: [1, 1], strides: [3, 2], padding: 'valid' },
  { image: [2, 4, 4, 8], filters: 3, kernelSize: [4, 4], strides: [1, 1], padding: 'valid' },
  { image: [1, 3, 3, 12], filters: 16, kernelSize: [5, 4], strides: [1, 1], padding: 'same' },
  { image: [1, 1, 1, 1], filters: 1, kernelSize: [1, 1], strides: [1, 1], padding: 'valid' },
])('convolution of $image to $filters filters, $kernelSize at strides $strides, $padding', (settings) => {
  const c = convolution(settings);
  const x = randomFloats(inputLength(c), 1);
  const w = randomFloats(kernelLength(c), 2);
  const dy = randomFloats(outputLength(c), 3);

  test('forward', async () => {
    expect(
      misses(await multiply(forward(c), WHOLE, x, w), forwardOracle(c, x, w), sumOf(forward(c).k)),
    ).toEqual([]);
  });

  test('by input', async () => {
    expect(
      misses(await multiply(byInput(c), WHOLE, dy, w), byInputOracle(c, dy, w), sumOf(byInput(c).k)),
    ).toEqual([]);
  });

  test.each([
    ['whole', WHOLE],
    ['in parts', SPLIT],
  ])('by filter, %s', async (_, options) => {
    expect(
      misses(await multiply(byFilter(c), options, x, dy), byFilterOracle(c, x, dy), sumOf(byFilter(c).k)),
    ).toEqual([]);
  });
});

describe.each([
  [1, 1, 2],
  [17, 33, 10],
  [31, 300, 5],
  [128, 64, 12],
])('dense layer of batch %i, %i inputs, %i units', (batch, inputs, units) => {
  const c = denseAsConvolution(batch, inputs, units);
  const x = randomFloats(inputLength(c), 4);
  const w = randomFloats(kernelLength(c), 5);
  const dy = randomFloats(outputLength(c), 6);
  const bias = randomFloats(units, 7);

  test.each([
    ['bias', 1],
    ['bias', 2 ** 20],
    ['bias-relu', 1],
    ['bias-relu', 2 ** 20],
  ] as const)('forward with ending %s, parallelism %i', async (ending, parallelism) => {
    const y = forwardOracle(c, x, w).map((sum, i) => sum + (bias[i % units] ?? NaN));
    const expected = ending === 'bias' ? y : y.map((value) => Math.max(0, value));
    expect(
      misses(await multiply(forward(c), { ending, parallelism }, x, w, bias), expected, sumOf(inputs)),
    ).toEqual([]);
  });

  test('by input', async () => {
    expect(
      misses(await multiply(byInput(c), WHOLE, dy, w), byInputOracle(c, dy, w), sumOf(byInput(c).k)),
    ).toEqual([]);
  });

  test('by weight', async () => {
    expect(
      misses(await multiply(byFilter(c), WHOLE, x, dy), byFilterOracle(c, x, dy), sumOf(byFilter(c).k)),
    ).toEqual([]);
  });
});

test('a long sum over few outputs is cut into parts of at most 4,096 terms', () => {
  const c = convolution({
    image: [128, 26, 26, 32],
    filters: 64,
    kernelSize: [3, 3],
    strides: [1, 1],
    padding: 'valid',
  });
  const { kernel, sum, partials } = gemm(byFilter(c), WHOLE);
  expect(kernel.constants['TERMS_PER_PART']).toBeLessThanOrEqual(4096);
  expect(partials).toBe(18 * 288 * 64);
  expect(sum?.name).toBe('sum-partials');
});

test('a window that never leaves the picture is not padded', () => {
  const settings = { image: [1, 6, 6, 1], filters: 1, kernelSize: [3, 3], strides: [3, 3] } as const;
  expect(isPadded(convolution({ ...settings, padding: 'same' }))).toBe(false);
  expect(isPadded(convolution({ ...settings, image: [1, 7, 6, 1], padding: 'same' }))).toBe(true);
});

test('multiplications count twice, in all three products', () => {
  const c = denseAsConvolution(3, 5, 7);
  for (const product of [forward(c), byInput(c), byFilter(c)]) expect(product.flops).toBe(2 * 3 * 5 * 7);
});
