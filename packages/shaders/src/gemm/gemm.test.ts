import { describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { convolution, multiply, productCases, sumOf, waysTo, WHOLE } from '../check/cases/products.js';
import { testCases } from '../testing/test-cases.js';
import { misses } from '../check/misses.js';
import {
  byFilterOracle,
  byInputOracle,
  forwardOracle,
  inputLength,
  kernelLength,
  outputLength,
} from '../check/oracles/convolution-oracle.js';
import { dropoutOracle } from '../check/oracles/dropout-oracle.js';
import { randomFloats } from '../check/random.js';
import { denseAsConvolution, isPadded } from './convolution.js';
import { gemm } from './gemm.js';
import { byFilter, byInput, forward, type Product } from './products.js';
import { variantsOf } from './strategies/index.js';
import type { Target, Variant } from './strategies/strategy.js';

const { device, adapter } = await openTestGpu();
const [smallest, most] = adapter.subgroupSize ?? [];
const target: Target = smallest !== undefined && smallest === most ? { subgroupSize: smallest } : {};

/** Those with the largest tile of each way that shares loads. */
const largest = (product: Product): Variant[] =>
  variantsOf(product, target).filter(({ name }) =>
    /^window in .* 9×32|^window by filter in .* 8×32|^tile in subgroups .*(4×64|8×32|16×32)|^tile in workgroups 16×/.test(
      name,
    ),
  );

testCases(device, productCases(target, 'full'));

describe('a convolution large enough for the largest tiles', () => {
  const c = convolution({
    image: [2, 18, 17, 8],
    filters: 36,
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
      const y = await multiply(device, forward(c), { ...WHOLE, variant }, x, w);
      expect(misses(y, forwardOracle(c, x, w), sumOf(forward(c).k))).toEqual([]);
    },
    120_000,
  );

  test.each(largest(byFilter(c)))(
    'by filter by $name',
    async (variant) => {
      const dw = await multiply(device, byFilter(c), { ...WHOLE, variant }, x, dy);
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
    waysTo(forward(c), target).flatMap((variant) =>
      [1, 2 ** 20].map((parallelism) => ({ name: variant.name, parallelism, variant })),
    ),
  )('forward with bias and ReLU by $name, parallelism $parallelism', async ({ variant, parallelism }) => {
    const options = { ending: { bias: true, relu: true }, parallelism, variant };
    const y = await multiply(device, forward(c), options, x, w, { bias });
    const expected = forwardOracle(c, x, w).map((sum, i) => Math.max(0, sum + (bias[i % units] ?? NaN)));
    expect(misses(y, expected, sumOf(inputs))).toEqual([]);
  });

  test.each([1, 2 ** 20])('by input with the mask of a ReLU, parallelism %i', async (parallelism) => {
    const mask = randomFloats(batch * inputs, 8);
    const options = { ending: { mask: { scale: 2 } }, parallelism };
    const dx = await multiply(device, byInput(c), options, dy, w, { mask });
    const expected = byInputOracle(c, dy, w).map((sum, i) => ((mask[i] ?? NaN) > 0 ? 2 * sum : 0));
    expect(misses(dx, expected, sumOf(units))).toEqual([]);
  });
});

test('dropout at the end of a product drops what dropout on its own does', async () => {
  const c = denseAsConvolution(7, 5, 12);
  const [x, w] = [randomFloats(inputLength(c), 1), randomFloats(kernelLength(c), 2)];
  const dropout = { rate: 0.5, purpose: 9 };
  const y = await multiply(device, forward(c), { ...WHOLE, ending: { dropout } }, x, w);
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
