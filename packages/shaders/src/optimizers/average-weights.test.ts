import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { averageCases } from '../check/cases/averages.js';
import { testCases } from '../testing/test-cases.js';
import { averageWeights } from './average-weights.js';

const { device } = await openTestGpu();

testCases(device, averageCases);

test('a length that is no multiple of four is refused', () => {
  expect(() => averageWeights({ length: 6, momentum: 0.9 })).toThrow(RangeError);
});
