import { expect, test } from 'vitest';
import { openTestGpu } from '../../../tests/support/gpu.js';
import { poisonedFloats, runKernel } from './check/run-kernel.js';
import { gatherImages } from './gather-images.js';
import { gatherCases } from './check/cases/elementwise.js';
import { testCases } from './testing/test-cases.js';

const { device } = await openTestGpu();

testCases(device, gatherCases);

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
