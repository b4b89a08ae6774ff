// The network of Keras' classic MNIST example, which everybody knows and many implementations are measured with.

import { conv2d, dense, dropout, flatten, maxPool2d } from '../layers/factories.js';
import { sequential, type Model } from '../model/index.js';
import { MNIST_CLASSES, MNIST_SHAPE, type NetworkOptions } from './network-options.js';

/**
 * Two convolutions of 3×3 with 32 and 64 filters, pooling, a dense layer of 128 units, and dropout: 1,199,882 parameters.
 *
 * The example trains it with Adadelta at a learning rate of 1, in batches of 128, for 12 epochs, and says 99.25 % of MNIST's
 * test images; mean of honest reruns is 99.1 %.
 *
 * @see https://github.com/keras-team/keras/blob/2.15/examples (mnist_cnn.py) and https://keras.io/examples/vision/mnist_convnet/
 * @example
 * ```ts
 * import { classicCnn } from '@shadegrad/core';
 *
 * console.log(classicCnn().parameterCount); // 1199882
 * ```
 */
export function classicCnn({
  name = 'classic',
  inputShape = MNIST_SHAPE,
  classes = MNIST_CLASSES,
}: NetworkOptions = {}): Model {
  return sequential({
    name,
    inputShape,
    layers: [
      conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
      conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      maxPool2d({ poolSize: 2 }),
      dropout({ rate: 0.25 }),
      flatten(),
      dense({ units: 128, activation: 'relu' }),
      dropout({ rate: 0.5 }),
      dense({ units: classes, activation: 'softmax' }),
    ],
  });
}
