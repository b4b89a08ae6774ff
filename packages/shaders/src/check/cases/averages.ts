// The moving average of weights.

import { averageWeights } from '../../optimizers/average-weights.js';
import type { KernelCase } from '../kernel-case.js';
import { averageOracle } from '../oracles/average-oracle.js';
import { randomFloats } from '../random.js';
import { runKernel } from '../run-kernel.js';

export const averageCases: readonly KernelCase[] = [
  { length: 4, momentum: 0.99, firstStep: 0 },
  { length: 260, momentum: 0, firstStep: 0 },
  // Its momentum is reached after the 80th step.
  { length: 1028, momentum: 0.9, firstStep: 78 },
  { length: 64, momentum: 0.9999, firstStep: 1_000_000 },
].map(({ length, momentum, firstStep }) => ({
  kernel: 'average weights',
  name: `${length} weights over five steps from step ${firstStep} on, momentum ${momentum}`,
  async run(device) {
    const average = randomFloats(length, 1);
    const expected = Float64Array.from(average);
    for (let step = firstStep; step < firstStep + 5; step++) {
      const weights = randomFloats(length, 2 + step);
      averageOracle({ weights, average: expected, momentum, step });
      await runKernel(device, averageWeights({ length, momentum }), { weights, average }, { step });
    }
    return [{ what: 'average', actual: average, expected, tolerance: { absolute: 1e-7, relative: 1e-6 } }];
  },
}));
