import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { multiplyAddCases } from '../check/cases/elementwise.js';
import { testCases } from '../testing/test-cases.js';
import { multiplyAdds } from './multiply-adds.js';

const { device } = await openTestGpu();

testCases(device, multiplyAddCases);

test('no size is 0', () => {
  expect(() => multiplyAdds({ invocations: 0, rounds: 1 })).toThrow(RangeError);
});
