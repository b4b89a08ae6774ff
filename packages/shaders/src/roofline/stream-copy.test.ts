import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { copyCases } from '../check/cases/elementwise.js';
import { testCases } from '../testing/test-cases.js';
import { streamCopy } from './stream-copy.js';

const { device } = await openTestGpu();

testCases(device, copyCases);

test('a length that is no multiple of four is refused', () => {
  expect(() => streamCopy({ length: 6 })).toThrow(RangeError);
});
