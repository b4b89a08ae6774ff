// The gradient check of whole models, as "shadegrad doctor --check" runs it.

import { compareGradients, GRADIENT_TOLERANCE, gradientCases, LOSS_TOLERANCE } from '@shadegrad/core/check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestGpu } from './support/gpu.js';

const gpu = await openTestGpu();
/** Milliseconds; a software driver that has never seen these kernels takes its time. */
const COMPILING = 600_000;

describe.each(gradientCases)('$name', (gradientCase) => {
  let comparison: Awaited<ReturnType<typeof compareGradients>>;

  beforeAll(async () => {
    comparison = await compareGradients(gpu, gradientCase);
  }, COMPILING);

  test('the loss agrees with float64', () => {
    const { actual, expected } = comparison.loss;
    expect(Math.abs(actual / expected - 1)).toBeLessThan(LOSS_TOLERANCE);
  });

  test.each(gradientCase.model.parameters)(
    'the gradient of $name agrees with central differences',
    ({ name, length }) => {
      const { actual = [], expected = [] } = comparison.parameters.find((one) => one.name === name) ?? {};
      expect(actual).toHaveLength(length);
      const exact = Array.from(expected);
      const largest = Math.max(...exact.map(Math.abs));
      const worst = Math.max(...exact.map((value, i) => Math.abs((actual[i] ?? NaN) - value)));
      expect(largest).toBeGreaterThan(1e-4);
      expect(worst / largest).toBeLessThan(GRADIENT_TOLERANCE);
    },
  );
});
