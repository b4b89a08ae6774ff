// A network of which every weight can be looked at.

import { conv2d, dense, flatten, maxPool2d } from '../layers/factories.js';
import { sequential, type Model } from '../model/index.js';
import { MNIST_CLASSES, MNIST_SHAPE, type NetworkOptions } from './network-options.js';

/**
 * One convolution of four 5×5 filters with strides of 2, pooled, and the layer that classifies: 1,554 parameters.
 *
 * @example
 * ```ts
 * import { tinyCnn } from '@shadegrad/core';
 *
 * console.log(tinyCnn().parameterCount); // 1554
 * ```
 */
export function tinyCnn({
  name = 'tiny',
  inputShape = MNIST_SHAPE,
  classes = MNIST_CLASSES,
}: NetworkOptions = {}): Model {
  return sequential({
    name,
    inputShape,
    layers: [
      conv2d({ filters: 4, kernelSize: 5, strides: 2, activation: 'relu' }),
      maxPool2d({ poolSize: 2 }),
      flatten(),
      dense({ units: classes, activation: 'softmax' }),
    ],
  });
}
