// Each optimizer's kernel over 50 steps, with gradients of many sizes and a learning rate that changes from step to step.

import { RESULT_BYTES } from '@shadegrad/shaders';
import { type KernelCase, runKernel } from '@shadegrad/shaders/check';
import {
  adadelta,
  adam,
  adamw,
  biasCorrection,
  type Optimizer,
  optimizerSlots,
  rmsprop,
  sgd,
  updateKernel,
} from '../optimizers/index.js';
import { threefry2x32 } from '../random/index.js';
import { oracleFor } from './optimizer-oracle.js';

const STEPS = 50;
export const PARAMETERS = 301;
/** With padding, as in a real buffer of parameters. */
export const LENGTH = 320;

export const optimizers: readonly Optimizer[] = [
  sgd(),
  sgd({ learningRate: 0.05, momentum: 0.9 }),
  sgd({ learningRate: 0.05, momentum: 0.7, nesterov: true }),
  adam(),
  adam({ learningRate: 0.02, beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }),
  adamw(),
  adamw({ learningRate: 0.01, weightDecay: 0.3, beta1: 0 }),
  rmsprop(),
  rmsprop({ learningRate: 0.01, rho: 0.5, momentum: 0.8, epsilon: 1e-4 }),
  rmsprop({ centered: true }),
  rmsprop({ momentum: 0.5, centered: true, epsilon: 1e-2 }),
  adadelta(),
  adadelta({ learningRate: 0.5, rho: 0.8, epsilon: 1e-4 }),
];

/** A number in [−1, 1) that belongs to step and parameter. */
export function draw(step: number, index: number): number {
  const bits = new Uint32Array(2);
  threefry2x32(1, 2, step, index, bits);
  return bits[0] * 2 ** -31 - 1;
}

/** The gradient that parameter `i` gets at `step`: from 10⁻⁴ to 10 in size, drifting, at times 0, for some always 0. */
export function gradientAt(step: number, i: number): number {
  if (i >= PARAMETERS || i % 29 === 0 || (i + step) % 11 === 0) return 0;
  return Math.fround(10 ** ((i % 6) - 4) * (draw(step, i) + 0.3));
}

const learningRateFactor = (step: number): number => 1 / (1 + (step % 7));

/** A step's result before its update, of which nothing is noted yet. */
export const emptyResults = (): Uint32Array<ArrayBuffer> =>
  new Uint32Array(RESULT_BYTES / 4).fill(0xffffffff, 5);

/** What 50 steps make of the parameters and of the optimizer's slots, and what they should. */
export async function updatedParameters(device: GPUDevice, optimizer: Optimizer) {
  const kernel = updateKernel(optimizer, LENGTH);
  const parameters = Float32Array.from({ length: LENGTH }, (_, i) => (i < PARAMETERS ? draw(1000, i) : 0));
  const slots = new Float32Array(optimizerSlots(optimizer).length * LENGTH);
  const oracles = Array.from(parameters, (weight) => oracleFor(optimizer, weight));
  for (let step = 0; step < STEPS; step++) {
    const gradients = Float32Array.from({ length: LENGTH }, (_, i) => gradientAt(step, i));
    const learningRate = optimizer.learningRate * learningRateFactor(step);
    await runKernel<string>(
      device,
      kernel,
      { parameters, gradients, slots, results: emptyResults() },
      { step, learningRate, biasCorrection: biasCorrection(optimizer, step) },
    );
    oracles.forEach((oracle, i) => oracle.update(gradients[i] ?? NaN, learningRate));
  }
  return { parameters, slots, expected: oracles.map(({ weight }) => weight) };
}

export const optimizerCases: readonly KernelCase[] = optimizers.map((optimizer) => ({
  kernel: `${optimizer.type} update`,
  name: JSON.stringify(optimizer),
  async run(device) {
    const { parameters, expected } = await updatedParameters(device, optimizer);
    const tolerance = { absolute: 1e-7, relative: 1e-5 };
    return [{ what: 'parameters', actual: parameters, expected, tolerance }];
  },
}));
