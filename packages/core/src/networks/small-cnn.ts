// A network that even a processor trains within a minute or two.

import { conv2d, dense, flatten, maxPool2d } from '../layers/factories.js';
import { sequential, type Model } from '../model/index.js';
import { MNIST_CLASSES, MNIST_SHAPE, type NetworkOptions } from './network-options.js';

/**
 * Two thin convolutions of 3×3, each pooled, and a dense layer of 64 units: 27,562 parameters.
 *
 * @example
 * ```ts
 * import { smallCnn } from '@shadegrad/core';
 *
 * console.log(smallCnn().parameterCount); // 27562
 * ```
 */
export function smallCnn({
  name = 'small',
  inputShape = MNIST_SHAPE,
  classes = MNIST_CLASSES,
}: NetworkOptions = {}): Model {
  return sequential({
    name,
    inputShape,
    layers: [
      conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }),
      maxPool2d({ poolSize: 2 }),
      conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
      maxPool2d({ poolSize: 2 }),
      flatten(),
      dense({ units: 64, activation: 'relu' }),
      dense({ units: classes, activation: 'softmax' }),
    ],
  });
}
