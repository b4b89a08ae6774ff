// Gradient descent, plain or with momentum.

import { sgdMomentumUpdate, sgdUpdate } from '@shadegrad/shaders';
import * as v from 'valibot';
import { decayRate, nonNegative, settingsOf, trueOrFalse } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';
import { commonEntries, type CommonOptions } from './common-options.js';
import type { OptimizerKind } from './optimizer.js';

const schema = settingsOf('sgd', {
  learningRate: v.optional(nonNegative, 0.01),
  momentum: v.optional(decayRate, 0),
  nesterov: v.optional(trueOrFalse, false),
  ...commonEntries,
});

export interface SgdOptions extends CommonOptions {
  /** @default 0.01 */
  readonly learningRate?: number;
  /** Share of the last update that the next one keeps, from 0 to below 1. @default 0 */
  readonly momentum?: number;
  /** Looks ahead along the momentum; without momentum it changes nothing. @default false */
  readonly nesterov?: boolean;
}

export type Sgd = Readonly<v.InferOutput<typeof schema>>;

/**
 * Gradient descent, as Keras' `SGD`.
 *
 *     v ← momentum · v − learningRate · g
 *     w ← w + v                                      (Nesterov: w + momentum · v − learningRate · g)
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS_OPTIMIZER` where an option is out of range.
 * @see https://keras.io/api/optimizers/sgd/
 *
 * @example
 * ```ts
 * import { sgd } from '@shadegrad/core';
 *
 * console.log(sgd({ momentum: 0.9 })); // { type: 'sgd', learningRate: 0.01, momentum: 0.9, nesterov: false }
 * ```
 */
export function sgd(options: SgdOptions = {}): Sgd {
  return parseSettings(schema, { type: 'sgd', ...options }, 'SHADEGRAD_SETTINGS_OPTIMIZER', 'sgd');
}

export const sgdKind: OptimizerKind<Sgd> = {
  type: 'sgd',
  schema,
  slots: ({ momentum }) => (momentum > 0 ? ['momentum'] : []),
  kernel: ({ momentum, nesterov }, length) =>
    momentum > 0 ? sgdMomentumUpdate({ length, momentum, nesterov }) : sgdUpdate({ length }),
  biasCorrection: () => 1,
};
