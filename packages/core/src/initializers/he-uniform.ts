// He's uniform initializer, made for layers that end in a ReLU.

import { settingsOf } from '../setting-schemas.js';
import { fansOf } from './fans.js';
import type { InitializerKind } from './initializer.js';
import { fillUniform } from './uniform.js';

export interface HeUniform {
  readonly type: 'heUniform';
}

/**
 * Uniform in [−limit, limit) with limit = √(6 / fanIn).
 *
 * He, Zhang, Ren, Sun: Delving Deep into Rectifiers (2015);
 * https://keras.io/api/layers/initializers/#heuniform-class
 */
export function heUniform(): HeUniform {
  return { type: 'heUniform' };
}

export const heUniformKind: InitializerKind<HeUniform> = {
  schema: settingsOf('heUniform', {}),
  fill(_settings, values, shape, draw) {
    fillUniform(values, Math.sqrt(6 / Math.max(1, fansOf(shape).fanIn)), draw);
  },
};
