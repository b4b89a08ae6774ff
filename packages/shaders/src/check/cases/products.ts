// Matrix products: convolution and dense layers forward, by input and by filter, by one variant of each way that the
// adapter has to compute them.

import { type Convolution, denseAsConvolution } from '../../gemm/convolution.js';
import { gemm, type GemmOptions } from '../../gemm/gemm.js';
import { byFilter, byInput, forward, type Product } from '../../gemm/products.js';
import { variantsOf } from '../../gemm/strategies/index.js';
import type { Target, Variant } from '../../gemm/strategies/strategy.js';
import { window2d } from '../../window-2d.js';
import type { KernelCase } from '../kernel-case.js';
import type { Tolerance } from '../misses.js';
import {
  byFilterOracle,
  byInputOracle,
  forwardOracle,
  inputLength,
  kernelLength,
  outputLength,
} from '../oracles/convolution-oracle.js';
import { randomFloats } from '../random.js';
import { poisonedFloats, runKernel } from '../run-kernel.js';

export interface ConvolutionShape {
  readonly image: readonly [batch: number, height: number, width: number, channels: number];
  readonly filters: number;
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: 'valid' | 'same';
}

export function convolution({ image, filters, kernelSize, strides, padding }: ConvolutionShape): Convolution {
  const [batch, height, width, channels] = image;
  return { ...window2d({ batch, height, width, channels, kernelSize, strides, padding }), filters };
}

// Whole sums in one kernel, and sums cut into parts.
export const WHOLE = { parallelism: 1 };
export const SPLIT = { parallelism: 2 ** 20 };

/** Rounding errors of a sum of k products of numbers below 1 grow with the root of k. */
export const sumOf = (k: number): Tolerance => ({ absolute: 1e-6 * Math.sqrt(k), relative: 1e-6 });

/** Runs the kernels of a product; `c` and, behind it, the sums of columns where the product has them. */
export async function multiply(
  device: GPUDevice,
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

/** One variant of each way to compute a product: large tiles differ from small ones in how often they repeat only. */
export function waysTo(product: Product, target: Target): readonly Variant[] {
  const ways = new Map<string, Variant>();
  for (const variant of variantsOf(product, target)) {
    if (!ways.has(variant.kind)) ways.set(variant.kind, variant);
  }
  return [...ways.values()];
}

/** The gradient of the bias. */
export function columnSumsOracle(columns: number, dy: Float32Array): Float64Array {
  const sums = new Float64Array(columns);
  dy.forEach((value, i) => (sums[i % columns] = (sums[i % columns] ?? NaN) + value));
  return sums;
}

/** The first ones between them have what convolutions can have; the others are corners of it. */
const SHAPES: readonly ConvolutionShape[] = [
  { image: [2, 7, 6, 4], filters: 8, kernelSize: [3, 3], strides: [1, 1], padding: 'valid' },
  { image: [3, 5, 7, 3], filters: 31, kernelSize: [3, 2], strides: [1, 1], padding: 'same' },
  { image: [2, 9, 8, 33], filters: 17, kernelSize: [5, 5], strides: [2, 2], padding: 'same' },
  { image: [3, 19, 13, 4], filters: 8, kernelSize: [3, 3], strides: [1, 1], padding: 'same' },
  { image: [1, 28, 28, 1], filters: 5, kernelSize: [3, 3], strides: [1, 1], padding: 'valid' },
  { image: [5, 8, 8, 8], filters: 12, kernelSize: [2, 3], strides: [2, 1], padding: 'valid' },
  { image: [1, 11, 10, 4], filters: 4, kernelSize: [1, 1], strides: [3, 2], padding: 'valid' },
  { image: [2, 4, 4, 8], filters: 3, kernelSize: [4, 4], strides: [1, 1], padding: 'valid' },
  { image: [1, 3, 3, 12], filters: 16, kernelSize: [5, 4], strides: [1, 1], padding: 'same' },
  { image: [1, 1, 1, 1], filters: 1, kernelSize: [1, 1], strides: [1, 1], padding: 'valid' },
];
const TELLING_SHAPES = 4;

const DENSE: readonly (readonly [batch: number, inputs: number, units: number])[] = [
  [17, 33, 10],
  [31, 300, 5],
  [1, 1, 2],
  [128, 64, 12],
];
const TELLING_DENSE = 2;

/** @param thoroughness `quick` leaves out the shapes that are corners of others. */
export function productCases(target: Target, thoroughness: 'quick' | 'full'): readonly KernelCase[] {
  const isQuick = thoroughness === 'quick';
  const shapes = isQuick ? SHAPES.slice(0, TELLING_SHAPES) : SHAPES;
  const dense = isQuick ? DENSE.slice(0, TELLING_DENSE) : DENSE;
  return [
    ...shapes.flatMap((shape) => {
      const { image, filters, kernelSize, strides, padding } = shape;
      const name = `${image.join('×')} to ${filters} filters, ${kernelSize.join('×')} at strides ${strides.join('×')}, ${padding}`;
      return casesOf('convolution', name, convolution(shape), target);
    }),
    ...dense.flatMap(([batch, inputs, units]) =>
      casesOf(
        'dense',
        `batch ${batch}, ${inputs} inputs, ${units} units`,
        denseAsConvolution(batch, inputs, units),
        target,
      ),
    ),
  ];
}

function casesOf(layer: string, shape: string, c: Convolution, target: Target): readonly KernelCase[] {
  // The arrays are made when a case is run: hundreds of cases would hold them all at once.
  const x = () => randomFloats(inputLength(c), 1);
  const w = () => randomFloats(kernelLength(c), 2);
  const dy = () => randomFloats(outputLength(c), 3);
  const caseOf = (
    way: string,
    kernel: string,
    product: Product,
    run: (device: GPUDevice) => Promise<Pair>,
  ): KernelCase => ({
    kernel: `${layer}, ${kernel}`,
    name: `${shape}, by ${way}`,
    async run(device) {
      const { actual, expected } = await run(device);
      return [{ what: kernel, actual, expected, tolerance: sumOf(product.k) }];
    },
  });
  return [
    ...waysTo(forward(c), target).map((variant) =>
      caseOf(variant.name, 'forward', forward(c), async (device) => ({
        actual: await multiply(device, forward(c), { ...WHOLE, variant }, x(), w()),
        expected: forwardOracle(c, x(), w()),
      })),
    ),
    ...waysTo(byInput(c), target).map((variant) =>
      caseOf(variant.name, 'by input', byInput(c), async (device) => ({
        actual: await multiply(device, byInput(c), { ...WHOLE, variant }, dy(), w()),
        expected: byInputOracle(c, dy(), w()),
      })),
    ),
    ...waysTo(byFilter(c), target).flatMap((variant) =>
      [WHOLE, SPLIT].map((cut) =>
        caseOf(
          `${variant.name}${cut === SPLIT ? ', in parts' : ''}`,
          'by filter',
          byFilter(c),
          async (device) => ({
            actual: await multiply(device, byFilter(c, true), { ...cut, variant }, x(), dy()),
            expected: Float64Array.of(...byFilterOracle(c, x(), dy()), ...columnSumsOracle(c.filters, dy())),
          }),
        ),
      ),
    ),
  ];
}

interface Pair {
  readonly actual: Float32Array;
  readonly expected: Float64Array;
}
