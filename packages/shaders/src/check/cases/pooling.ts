// Max pooling and its way back.

import { maxPool2d, maxPool2dBackward } from '../../max-pool-2d.js';
import { window2d } from '../../window-2d.js';
import { EXACT, type KernelCase } from '../kernel-case.js';
import {
  inputElements,
  maxPool2dBackwardOracle,
  maxPool2dOracle,
  outputElements,
} from '../oracles/max-pool-2d-oracle.js';
import { randomFloats } from '../random.js';
import { poisonedFloats, poisonedWords, runKernel } from '../run-kernel.js';

const SHAPES = [
  { padding: 'valid', image: [2, 6, 8, 4], kernelSize: [2, 2], strides: [2, 2] },
  { padding: 'valid', image: [2, 5, 7, 3], kernelSize: [2, 2], strides: [2, 2] },
  { padding: 'same', image: [3, 5, 7, 3], kernelSize: [2, 2], strides: [2, 2] },
  { padding: 'same', image: [1, 9, 5, 8], kernelSize: [3, 3], strides: [2, 2] },
  { padding: 'valid', image: [2, 17, 9, 1], kernelSize: [3, 5], strides: [1, 1] },
  { padding: 'same', image: [1, 4, 3, 5], kernelSize: [5, 4], strides: [1, 2] },
  { padding: 'valid', image: [2, 11, 9, 4], kernelSize: [2, 1], strides: [3, 4] },
  { padding: 'same', image: [1, 11, 10, 33], kernelSize: [1, 2], strides: [4, 3] },
  { padding: 'valid', image: [2, 6, 7, 4], kernelSize: [3, 3], strides: [2, 1] },
  { padding: 'valid', image: [1, 3, 3, 31], kernelSize: [3, 3], strides: [1, 1] },
  { padding: 'same', image: [1, 5, 13, 3], kernelSize: [4, 4], strides: [4, 5] },
  { padding: 'same', image: [1, 1, 1, 1], kernelSize: [2, 2], strides: [2, 2] },
] as const;

export const poolingCases: readonly KernelCase[] = SHAPES.map((shape) => ({
  kernel: 'max pooling',
  name: `'${shape.padding}' of ${shape.image.join('×')}, pool size ${shape.kernelSize.join('×')}, strides ${shape.strides.join('×')}, and its gradient`,
  async run(device) {
    const { padding, kernelSize, strides } = shape;
    const [batch, height, width, channels] = shape.image;
    const window = window2d({ batch, height, width, channels, kernelSize, strides, padding });
    // Multiples of 1/2, all negative: there are ties, and padding would win if it took part.
    const x = randomFloats(inputElements(window), 1, -9, -1).map((value) => Math.round(value * 2) / 2);
    const expected = maxPool2dOracle(window, x);
    const y = poisonedFloats(outputElements(window));
    const winner = poisonedWords(y.length);
    await runKernel(device, maxPool2d(window), { x, y, winner });
    const dy = randomFloats(y.length, 2);
    const dx = poisonedFloats(x.length);
    await runKernel(device, maxPool2dBackward(window), { dy, winner: expected.winner, dx });
    return [
      { what: 'y', actual: y, expected: expected.y, tolerance: EXACT },
      { what: 'winner', actual: winner, expected: expected.winner, tolerance: EXACT },
      { what: 'dx', actual: dx, expected: maxPool2dBackwardOracle(window, x, dy) },
    ];
  },
}));
