// One value everywhere, such as a small positive bias that keeps ReLUs awake at first.

import { realNumber, settingsOf } from '../setting-schemas.js';
import type { InitializerKind } from './initializer.js';

export interface Constant {
  readonly type: 'constant';
  readonly value: number;
}

/**
 * Every value `value`. https://keras.io/api/layers/initializers/#constant-class
 *
 * @example
 * ```ts
 * import { constant, dense } from '@shadegrad/core';
 *
 * const layer = dense({ units: 10, biasInitializer: constant({ value: 0.1 }) });
 * console.log(layer.biasInitializer); // { type: 'constant', value: 0.1 }
 * ```
 */
export function constant(settings: { readonly value: number }): Constant {
  return { type: 'constant', value: settings.value };
}

export const constantKind: InitializerKind<Constant> = {
  schema: settingsOf('constant', {
    value: realNumber('must be a number that fits f32', (x) => Number.isFinite(Math.fround(x))),
  }),
  fill({ value }, values) {
    values.fill(value);
  },
};
