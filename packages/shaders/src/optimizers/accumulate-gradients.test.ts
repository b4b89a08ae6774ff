import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { accumulationCases } from '../check/cases/gradients.js';
import { testCases } from '../testing/test-cases.js';
import { accumulateGradients } from './accumulate-gradients.js';

const { device } = await openTestGpu();

testCases(device, accumulationCases);

test('a length that is no multiple of four is refused', () => {
  expect(() => accumulateGradients({ length: 6 })).toThrow(RangeError);
});
