import { expect, test } from 'vitest';
import { openTestGpu } from '../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from './check/run-kernel.js';
import type { Ending } from './ending.js';
import { sumPartials } from './sum-partials.js';
import { partialCases } from './check/cases/elementwise.js';
import { testCases } from './testing/test-cases.js';
import { misses } from './check/misses.js';
import { randomFloats } from './check/random.js';

const { device } = await openTestGpu();

function oracle(partials: Float32Array, parts: number, bias: Float32Array, ending: Ending): number[] {
  const length = partials.length / parts;
  return Array.from({ length }, (_, i) => {
    let sum = ending.bias ? (bias[i % bias.length] ?? NaN) : 0;
    for (let s = 0; s < parts; s++) sum += partials[s * length + i] ?? NaN;
    return ending.relu ? Math.max(sum, 0) : sum;
  });
}

const SHAPES = [
  { parts: 1, rows: 1, columns: 1 },
  { parts: 3, rows: 5, columns: 17 },
  { parts: 2, rows: 2, columns: 2 },
  { parts: 33, rows: 31, columns: 8 },
];

testCases(device, partialCases);

test.each(SHAPES)('writes the last row of $parts parts of $rows × $columns apart', async (shape) => {
  const rows = shape.rows + 1;
  const { parts, columns } = shape;
  const partials = randomFloats(parts * rows * columns, 1);
  const y = poisonedFloats(shape.rows * columns);
  const sums = poisonedFloats(columns);
  const kernel = sumPartials({ parts, rows, columns, withColumnSums: true });
  await runKernel<string>(device, kernel, { partials, y, sums });
  const expected = oracle(partials, parts, sums, {});
  expect(
    misses(Float32Array.of(...y, ...sums), expected, { absolute: 1e-7 * parts, relative: 1e-6 }),
  ).toEqual([]);
});

test('adds in order of the parts', async () => {
  // In any other order the sum would be 1 or 2.
  const partials = Float32Array.of(1, 2 ** 25, -(2 ** 25), 1, 1, 2 ** 25, -(2 ** 25), 1);
  const y = poisonedFloats(2);
  await runKernel<string>(device, sumPartials({ parts: 4, rows: 1, columns: 2 }), { partials, y });
  expect([...y]).toEqual([partialSum(1, -(2 ** 25), 1, -(2 ** 25)), partialSum(2 ** 25, 1, 2 ** 25, 1)]);
});

/** The f32 sum from left to right. */
function partialSum(...values: readonly number[]): number {
  return values.reduce((sum, value) => Math.fround(sum + value), 0);
}
