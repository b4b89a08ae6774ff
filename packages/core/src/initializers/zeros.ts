// All zeros: what biases start with.

import { settingsOf } from '../setting-schemas.js';
import type { InitializerKind } from './initializer.js';

export interface Zeros {
  readonly type: 'zeros';
}

/** Every value 0. https://keras.io/api/layers/initializers/#zeros-class */
export function zeros(): Zeros {
  return { type: 'zeros' };
}

export const zerosKind: InitializerKind<Zeros> = {
  schema: settingsOf('zeros', {}),
  fill(_settings, values) {
    values.fill(0);
  },
};
