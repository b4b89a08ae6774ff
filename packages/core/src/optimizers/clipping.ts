// Clipping: what keeps one steep step from undoing many good ones. An option of every optimizer, as in Keras.

import * as v from 'valibot';
import { realNumber } from '../setting-schemas.js';

/** The entry of an optimizer's schema. */
export const clipping = {
  globalClipnorm: v.optional(realNumber('must be a number above 0', (x) => x > 0)),
};

export interface ClippingOptions {
  /**
   * Scales all gradients by one factor where their Euclidean norm, over all parameters together, is larger than this:
   * g · globalClipnorm / norm, Keras' `global_clipnorm`.
   *
   * @default no clipping
   * @see https://keras.io/api/optimizers/
   * @see Pascanu, Mikolov and Bengio: On the difficulty of training recurrent neural networks (2013),
   *   https://arxiv.org/abs/1211.5063
   */
  readonly globalClipnorm?: number;
}
