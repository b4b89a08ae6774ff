// Activations and softmax, with their derivatives.

import { activation, activationBackward } from '../../activations/activation.js';
import { softmax, softmaxBackward } from '../../activations/softmax.js';
import type { KernelCase } from '../kernel-case.js';
import { ACTIVATION_ORACLES, softmaxBackwardOracle, softmaxOracle } from '../oracles/activation-oracles.js';
import { randomFloats } from '../random.js';
import { poisonedFloats, runKernel } from '../run-kernel.js';

export const activationCases: readonly KernelCase[] = (['tanh', 'sigmoid'] as const).flatMap((kind) =>
  [1, 3, 64, 257, 1028].map((length): KernelCase => ({
    kernel: kind,
    name: `${length} elements and their derivatives`,
    async run(device) {
      const oracle = ACTIVATION_ORACLES[kind];
      const x = randomFloats(length, 1, -6, 6);
      const dy = randomFloats(length, 2);
      const y = poisonedFloats(length);
      await runKernel(device, activation({ length, kind }), { x, y });
      const dx = poisonedFloats(length);
      await runKernel(device, activationBackward({ length, kind }), { y, dy, dx });
      const backward = Array.from(dy, (gradient, i) => gradient * oracle.derivative(x[i] ?? NaN));
      const tolerance = { absolute: 0, relative: 2e-6 };
      return [
        { what: 'y', actual: y, expected: Array.from(x, oracle.value), tolerance },
        { what: 'dx', actual: dx, expected: backward },
      ];
    },
  })),
);

// From 32 columns on, two invocations and more share a row.
const SHAPES = [
  { rows: 1, columns: 1 },
  { rows: 130, columns: 10 },
  { rows: 65, columns: 31 },
  { rows: 33, columns: 33 },
  { rows: 5, columns: 257 },
  { rows: 3, columns: 1025 },
];

export const softmaxCases: readonly KernelCase[] = SHAPES.map(({ rows, columns }) => ({
  kernel: 'softmax',
  name: `${rows} rows of ${columns}, and its gradient`,
  async run(device) {
    const x = randomFloats(rows * columns, 1, -9, 9);
    const expected = softmaxOracle(x, columns);
    const y = poisonedFloats(x.length);
    await runKernel(device, softmax({ rows, columns }), { x, y });
    const exact = Float32Array.from(expected);
    const dy = randomFloats(x.length, 2);
    const dx = poisonedFloats(x.length);
    await runKernel(device, softmaxBackward({ rows, columns }), { y: exact, dy, dx });
    return [
      { what: 'y', actual: y, expected, tolerance: { absolute: 1e-30, relative: 5e-6 } },
      { what: 'dx', actual: dx, expected: softmaxBackwardOracle(x, dy, columns) },
    ];
  },
}));
