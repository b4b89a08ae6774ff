// RMSprop: each parameter's step is divided by the running root mean square of its gradient.

import { rmspropUpdate } from '@shadegrad/shaders';
import * as v from 'valibot';
import { decayRate, nonNegative, settingsOf, trueOrFalse } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';
import { epsilon } from './epsilon.js';
import { commonEntries, type CommonOptions } from './common-options.js';
import type { OptimizerKind } from './optimizer.js';

const schema = settingsOf('rmsprop', {
  learningRate: v.optional(nonNegative, 0.001),
  rho: v.optional(decayRate, 0.9),
  momentum: v.optional(decayRate, 0),
  epsilon: v.optional(epsilon, 1e-7),
  centered: v.optional(trueOrFalse, false),
  ...commonEntries,
});

export interface RmspropOptions extends CommonOptions {
  /** @default 0.001 */
  readonly learningRate?: number;
  /** Share of the past in the mean of squares, from 0 to below 1. @default 0.9 */
  readonly rho?: number;
  /** Share of the last update that the next one keeps, from 0 to below 1. @default 0 */
  readonly momentum?: number;
  /** Keeps the divisor from 0. @default 1e-7 */
  readonly epsilon?: number;
  /** Divides by the gradient's standard deviation in place of its root mean square. @default false */
  readonly centered?: boolean;
}

export type Rmsprop = Readonly<v.InferOutput<typeof schema>>;

/**
 * RMSprop, as Keras': `epsilon` stands under the root.
 *
 *     v ← rho · v + (1 − rho) · g²
 *     w ← w − learningRate · g / √(v + epsilon)     (centered: v minus the square of the mean gradient)
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS_OPTIMIZER` where an option is out of range.
 * @see https://keras.io/api/optimizers/rmsprop/
 *
 * @example
 * ```ts
 * import { rmsprop } from '@shadegrad/core';
 *
 * const optimizer = rmsprop({ learningRate: 0.0005, momentum: 0.9 });
 * console.log(optimizer.rho); // 0.9
 * ```
 */
export function rmsprop(options: RmspropOptions = {}): Rmsprop {
  return parseSettings(schema, { type: 'rmsprop', ...options }, 'SHADEGRAD_SETTINGS_OPTIMIZER', 'rmsprop');
}

export const rmspropKind: OptimizerKind<Rmsprop> = {
  type: 'rmsprop',
  schema,
  slots: ({ momentum, centered }) => [
    'velocity',
    ...(momentum > 0 ? ['momentum'] : []),
    ...(centered ? ['average_gradient'] : []),
  ],
  kernel: (settings, length) => rmspropUpdate({ ...settings, length }),
  biasCorrection: () => 1,
};
