import { expect, test } from 'vitest';
import { openTestGpu } from '../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from '../../../tests/support/run-kernel.js';
import { columnSums } from './column-sums.js';
import { sumPartials } from './sum-partials.js';
import { misses } from './testing/misses.js';
import { randomFloats } from './testing/random.js';

const { device } = await openTestGpu();

test.each([
  { rows: 1, columns: 1, parts: 1 },
  { rows: 3, columns: 17, parts: 1 },
  { rows: 256, columns: 10, parts: 1 },
  { rows: 257, columns: 33, parts: 2 },
  { rows: 1000, columns: 4, parts: 4 },
  { rows: 70_001, columns: 3, parts: 265 },
])('the columns of $rows × $columns are summed in $parts parts', async ({ rows, columns, parts }) => {
  const x = randomFloats(rows * columns, 1);
  const kernel = columnSums({ rows, columns });
  expect(kernel.parts).toBe(parts);
  const partials = poisonedFloats(parts * columns);
  await runKernel(device, kernel, { x, partials });
  const sums = poisonedFloats(columns);
  await runKernel(device, sumPartials({ parts, rows: 1, columns, ending: 'none' }), { partials, y: sums });

  const expected = new Float64Array(columns);
  x.forEach((value, i) => (expected[i % columns] = (expected[i % columns] ?? NaN) + value));
  expect(misses(sums, expected, { absolute: 3e-8 * rows, relative: 1e-6 })).toEqual([]);
  // With one part, the second pass can be left out.
  expect(parts > 1 || misses(partials, sums).length === 0).toBe(true);
});
