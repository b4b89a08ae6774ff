// Glorot's (Xavier's) uniform initializer: what Keras starts dense and convolution kernels with.

import { settingsOf } from '../setting-schemas.js';
import { fansOf } from './fans.js';
import type { InitializerKind } from './initializer.js';
import { fillUniform } from './uniform.js';

export interface GlorotUniform {
  readonly type: 'glorotUniform';
}

/**
 * Uniform in [−limit, limit) with limit = √(6 / (fanIn + fanOut)).
 *
 * Glorot and Bengio: Understanding the difficulty of training deep feedforward neural networks (2010);
 * https://keras.io/api/layers/initializers/#glorotuniform-class
 */
export function glorotUniform(): GlorotUniform {
  return { type: 'glorotUniform' };
}

export const glorotUniformKind: InitializerKind<GlorotUniform> = {
  schema: settingsOf('glorotUniform', {}),
  fill(_settings, values, shape, draw) {
    const { fanIn, fanOut } = fansOf(shape);
    fillUniform(values, Math.sqrt(6 / Math.max(1, fanIn + fanOut)), draw);
  },
};
