// Glorot's (Xavier's) normal initializer, with the tails cut off as in Keras.

import { settingsOf } from '../setting-schemas.js';
import { fansOf } from './fans.js';
import type { InitializerKind } from './initializer.js';
import { fillTruncatedNormal } from './truncated-normal.js';

export interface GlorotNormal {
  readonly type: 'glorotNormal';
}

/**
 * Normal with mean 0 and standard deviation √(2 / (fanIn + fanOut)) after the tails beyond two standard deviations
 * are cut off; like Keras, the uncut deviation is 1/0.8796 times larger to make up for the cut.
 *
 * Glorot and Bengio: Understanding the difficulty of training deep feedforward neural networks (2010);
 * https://keras.io/api/layers/initializers/#glorotnormal-class
 */
export function glorotNormal(): GlorotNormal {
  return { type: 'glorotNormal' };
}

export const glorotNormalKind: InitializerKind<GlorotNormal> = {
  schema: settingsOf('glorotNormal', {}),
  fill(_settings, values, shape, draw) {
    const { fanIn, fanOut } = fansOf(shape);
    fillTruncatedNormal(values, Math.sqrt(2 / Math.max(1, fanIn + fanOut)), draw);
  },
};
