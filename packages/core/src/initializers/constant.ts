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
 * constant({ value: 0.1 }); // { type: 'constant', value: 0.1 }
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
