import { expect, test } from 'vitest';
import { openTestGpu } from '../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from './check/run-kernel.js';
import { gatherImages } from './gather-images.js';
import { misses } from './check/misses.js';
import { randomIntegers, randomOrder } from './check/random.js';

const { device } = await openTestGpu();
const EXAMPLES = 11;

test.each([
  { batch: 1, elements: 1, first: 0, count: 1 },
  { batch: 5, elements: 3, first: 2, count: 5 },
  { batch: 4, elements: 17, first: 7, count: 4 },
  { batch: 4, elements: 18, first: 3, count: 1 },
  { batch: 8, elements: 784, first: 1, count: 8 },
  { batch: 7, elements: 4, first: 6, count: 5 },
])(
  'gathers $count of $batch examples of $elements bytes, from place $first of the order on',
  async ({ batch, elements, first, count }) => {
    const images = Uint8Array.from(randomIntegers(EXAMPLES * elements, 1, 256));
    const order = randomOrder(EXAMPLES, 2);
    const x = poisonedFloats(batch * elements);

    await runKernel(device, gatherImages({ batch, elements }), { images, order, x }, { first, count });

    const expected = Array.from({ length: batch * elements }, (_, i) => {
      const row = Math.floor(i / elements);
      if (row >= count) return 0;
      return (images[(order[first + row] ?? NaN) * elements + (i % elements)] ?? NaN) / 255;
    });
    expect(misses(x, expected, { absolute: 0, relative: 2e-7 })).toEqual([]);
  },
);

test('black and white are exactly 0 and 1', async () => {
  const images = Uint8Array.of(0, 255, 255, 0, 255);
  const x = poisonedFloats(5);
  await runKernel(
    device,
    gatherImages({ batch: 1, elements: 5 }),
    { images, order: Uint32Array.of(0), x },
    { count: 1 },
  );
  expect([...x]).toEqual([0, 1, 1, 0, 1]);
});

test('a batch of no examples is refused', () => {
  expect(() => gatherImages({ batch: 0, elements: 784 })).toThrow(
    'gather-images: batch must be a positive integer',
  );
});
