import { openTestGpu } from '../../../../tests/support/gpu.js';
import { confusionCases } from '../check/cases/metrics.js';
import { testCases } from '../testing/test-cases.js';

const { device } = await openTestGpu();

testCases(device, confusionCases);
