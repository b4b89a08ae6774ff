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
import { dropoutOracle } from '../testing/dropout-oracle.js';
import { misses, type Tolerance } from '../testing/misses.js';
import { randomFloats } from '../testing/random.js';
import { window2d } from '../window-2d.js';
import { type Convolution, denseAsConvolution, isPadded } from './convolution.js';
import { gemm, type GemmOptions } from './gemm.js';
import { variantsOf } from './strategies/index.js';
import type { Target, Variant } from './strategies/strategy.js';
import { byFilter, byInput, forward, type Product } from './products.js';

const { device, adapter } = await openTestGpu();
const [smallest, most] = adapter.subgroupSize ?? [];
const target: Target = smallest !== undefined && smallest === most ? { subgroupSize: smallest } : {};

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

/** Runs the kernels of a product; `c` and, behind it, the sums of columns where the product has them. */
async function multiply(
  product: Product,
  options: GemmOptions,
  a: Float32Array,
  b: Float32Array,
  more: { bias?: Float32Array; mask?: Float32Array } = {},
): Promise<Float32Array> {
  const { bias = new Float32Array(0), mask = new Float32Array(0) } = more;
  const plan = gemm(product, options);
  const c = poisonedFloats(product.m * product.n);
  const sums = poisonedFloats(product.withColumnSums ? product.n : 0);
  const rest = { bias, mask, sums };
  if (plan.sum === undefined) {
    await runKernel<string>(device, plan.kernel, { a, b, c, ...rest });
  } else {
    const partials = poisonedFloats(plan.partials);
    await runKernel<string>(device, plan.kernel, { a, b, c: partials });
    await runKernel<string>(device, plan.sum, { partials, y: c, ...rest });
  }
  return Float32Array.of(...c, ...sums);
}

/** Rounding errors of a sum of k products of numbers below 1 grow with the root of k. */
const sumOf = (k: number): Tolerance => ({ absolute: 1e-6 * Math.sqrt(k), relative: 1e-6 });

// Whole sums in one kernel, and sums cut into parts.
const WHOLE = { parallelism: 1 };
const SPLIT = { parallelism: 2 ** 20 };

/** One variant of each way to compute a product: large tiles differ from small ones in how often they repeat only. */
function waysTo(product: Product): Variant[] {
  const ways = new Map<string, Variant>();
  for (const variant of variantsOf(product, target)) {
    if (!ways.has(variant.kind)) ways.set(variant.kind, variant);
  }
  return [...ways.values()];
}

/** Those with the largest tile of each way that shares loads. */
const largest = (product: Product): Variant[] =>
  variantsOf(product, target).filter(({ name }) =>
    /^(window rotating|window by filter in) .*9×16|^tile in subgroups 8×16|^tile in workgroups 16×/.test(
      name,
    ),
  );

const CASES: readonly Case[] = [
  { image: [2, 7, 6, 4], filters: 8, kernelSize: [3, 3], strides: [1, 1], padding: 'valid' },
  { image: [1, 28, 28, 1], filters: 5, kernelSize: [3, 3], strides: [1, 1], padding: 'valid' },
  { image: [3, 5, 7, 3], filters: 31, kernelSize: [3, 2], strides: [1, 1], padding: 'same' },
  { image: [2, 9, 8, 33], filters: 17, kernelSize: [5, 5], strides: [2, 2], padding: 'same' },
  { image: [5, 8, 8, 8], filters: 12, kernelSize: [2, 3], strides: [2, 1], padding: 'valid' },
  { image: [1, 11, 10, 4], filters: 4, kernelSize: [1, 1], strides: [3, 2], padding: 'valid' },
  { image: [2, 4, 4, 8], filters: 3, kernelSize: [4, 4], strides: [1, 1], padding: 'valid' },
  { image: [1, 3, 3, 12], filters: 16, kernelSize: [5, 4], strides: [1, 1], padding: 'same' },
  { image: [3, 19, 13, 4], filters: 8, kernelSize: [3, 3], strides: [1, 1], padding: 'same' },
  { image: [1, 1, 1, 1], filters: 1, kernelSize: [1, 1], strides: [1, 1], padding: 'valid' },
];

describe.each(CASES)(
  'convolution of $image to $filters filters, $kernelSize at strides $strides, $padding',
  (settings) => {
    const c = convolution(settings);
    const x = randomFloats(inputLength(c), 1);
    const w = randomFloats(kernelLength(c), 2);
    const dy = randomFloats(outputLength(c), 3);

    test.each(waysTo(forward(c)))('forward by $name', async (variant) => {
      const y = await multiply(forward(c), { ...WHOLE, variant }, x, w);
      expect(misses(y, forwardOracle(c, x, w), sumOf(forward(c).k))).toEqual([]);
    });

    test.each(waysTo(byInput(c)))('by input by $name', async (variant) => {
      const dx = await multiply(byInput(c), { ...WHOLE, variant }, dy, w);
      expect(misses(dx, byInputOracle(c, dy, w), sumOf(byInput(c).k))).toEqual([]);
    });

    test.each(
      waysTo(byFilter(c)).flatMap((variant) => [
        { name: variant.name, how: 'whole', options: { ...WHOLE, variant } },
        { name: variant.name, how: 'in parts', options: { ...SPLIT, variant } },
      ]),
    )('by filter and bias by $name, $how', async ({ options }) => {
      const gradients = await multiply(byFilter(c, true), options, x, dy);
      const expected = Float64Array.of(...byFilterOracle(c, x, dy), ...columnSumsOracle(c.filters, dy));
      expect(misses(gradients, expected, sumOf(byFilter(c).k))).toEqual([]);
    });
  },
);

/** The gradient of the bias. */
function columnSumsOracle(columns: number, dy: Float32Array): Float64Array {
  const sums = new Float64Array(columns);
  dy.forEach((value, i) => (sums[i % columns] = (sums[i % columns] ?? NaN) + value));
  return sums;
}

describe('a convolution large enough for the largest tiles', () => {
  const c = convolution({
    image: [2, 18, 17, 8],
    filters: 20,
    kernelSize: [3, 3],
    strides: [1, 1],
    padding: 'same',
  });
  const x = randomFloats(inputLength(c), 1);
  const w = randomFloats(kernelLength(c), 2);
  const dy = randomFloats(outputLength(c), 3);

  test.each(largest(forward(c)))(
    'forward by $name',
    async (variant) => {
      const y = await multiply(forward(c), { ...WHOLE, variant }, x, w);
      expect(misses(y, forwardOracle(c, x, w), sumOf(forward(c).k))).toEqual([]);
    },
    120_000,
  );

  test.each(largest(byFilter(c)))(
    'by filter by $name',
    async (variant) => {
      const dw = await multiply(byFilter(c), { ...WHOLE, variant }, x, dy);
      expect(misses(dw, byFilterOracle(c, x, dy), sumOf(byFilter(c).k))).toEqual([]);
    },
    120_000,
  );
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

  test.each(
    waysTo(forward(c)).flatMap((variant) =>
      [1, 2 ** 20].map((parallelism) => ({ name: variant.name, parallelism, variant })),
    ),
  )('forward with bias and ReLU by $name, parallelism $parallelism', async ({ variant, parallelism }) => {
    const options = { ending: { bias: true, relu: true }, parallelism, variant };
    const y = await multiply(forward(c), options, x, w, { bias });
    const expected = forwardOracle(c, x, w).map((sum, i) => Math.max(0, sum + (bias[i % units] ?? NaN)));
    expect(misses(y, expected, sumOf(inputs))).toEqual([]);
  });

  test.each([1, 2 ** 20])('by input with the mask of a ReLU, parallelism %i', async (parallelism) => {
    const mask = randomFloats(batch * inputs, 8);
    const options = { ending: { mask: { scale: 2 } }, parallelism };
    const dx = await multiply(byInput(c), options, dy, w, { mask });
    const expected = byInputOracle(c, dy, w).map((sum, i) => ((mask[i] ?? NaN) > 0 ? 2 * sum : 0));
    expect(misses(dx, expected, sumOf(units))).toEqual([]);
  });

  test.each(waysTo(byInput(c)))('by input by $name', async (variant) => {
    const dx = await multiply(byInput(c), { ...WHOLE, variant }, dy, w);
    expect(misses(dx, byInputOracle(c, dy, w), sumOf(byInput(c).k))).toEqual([]);
  });

  test.each(waysTo(byFilter(c)))('by weight and bias by $name', async (variant) => {
    const gradients = await multiply(byFilter(c, true), { ...WHOLE, variant }, x, dy);
    const expected = Float64Array.of(...byFilterOracle(c, x, dy), ...columnSumsOracle(units, dy));
    expect(misses(gradients, expected, sumOf(byFilter(c).k))).toEqual([]);
  });
});

test('dropout at the end of a product drops what dropout on its own does', async () => {
  const c = denseAsConvolution(7, 5, 12);
  const [x, w] = [randomFloats(inputLength(c), 1), randomFloats(kernelLength(c), 2)];
  const dropout = { rate: 0.5, purpose: 9 };
  const y = await multiply(forward(c), { ...WHOLE, ending: { dropout } }, x, w);
  const draw = { purpose: 9, seed: 0, step: 0 };
  const expected = dropoutOracle(Float32Array.from(forwardOracle(c, x, w)), 0.5, draw);
  expect(misses(y, expected, sumOf(5))).toEqual([]);
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
