// All cases of all kernels, for one adapter.

import type { Target } from '../../gemm/strategies/strategy.js';
import type { KernelCase } from '../kernel-case.js';
import { activationCases, softmaxCases } from './activations.js';
import { averageCases } from './averages.js';
import {
  copyCases,
  dropoutCases,
  gatherCases,
  multiplyAddCases,
  partialCases,
  reluCases,
} from './elementwise.js';
import { accumulationCases, clippingCases } from './gradients.js';
import { lossCases } from './losses.js';
import { confusionCases, outcomeSumCases } from './metrics.js';
import { poolingCases } from './pooling.js';
import { productCases } from './products.js';

/**
 * The cases that this package's tests check its kernels with.
 *
 * @param target What the adapter has that kernels can make use of.
 * @param thoroughness `quick` leaves out shapes of matrix products that are corners of others. @default 'quick'
 * @example
 * ```ts
 * import { kernelCases } from '@shadegrad/shaders/check';
 *
 * const kernels = new Set(kernelCases({}).map(({ kernel }) => kernel));
 * console.log(kernels.has('max pooling')); // true
 * ```
 */
export function kernelCases(target: Target, thoroughness: 'quick' | 'full' = 'quick'): readonly KernelCase[] {
  return [
    ...gatherCases,
    ...productCases(target, thoroughness),
    ...partialCases,
    ...activationCases,
    ...softmaxCases,
    ...reluCases,
    ...dropoutCases,
    ...poolingCases,
    ...lossCases,
    ...outcomeSumCases,
    ...confusionCases,
    ...accumulationCases,
    ...clippingCases,
    ...averageCases,
    ...multiplyAddCases,
    ...copyCases,
  ];
}
