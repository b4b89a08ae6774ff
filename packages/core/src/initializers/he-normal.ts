// He's normal initializer, made for layers that end in a ReLU, with the tails cut off as in Keras.

import { settingsOf } from '../setting-schemas.js';
import { fansOf } from './fans.js';
import type { InitializerKind } from './initializer.js';
import { fillTruncatedNormal } from './truncated-normal.js';

export interface HeNormal {
  readonly type: 'heNormal';
}

/**
 * Normal with mean 0 and standard deviation √(2 / fanIn) after the tails beyond two standard deviations are cut off;
 * like Keras, the uncut deviation is 1/0.8796 times larger to make up for the cut.
 *
 * He, Zhang, Ren, Sun: Delving Deep into Rectifiers (2015);
 * https://keras.io/api/layers/initializers/#henormal-class
 */
export function heNormal(): HeNormal {
  return { type: 'heNormal' };
}

export const heNormalKind: InitializerKind<HeNormal> = {
  schema: settingsOf('heNormal', {}),
  fill(_settings, values, shape, draw) {
    fillTruncatedNormal(values, Math.sqrt(2 / Math.max(1, fansOf(shape).fanIn)), draw);
  },
};
