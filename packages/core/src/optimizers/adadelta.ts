// Adadelta: steps in the units of the parameters themselves, so that no learning rate has to be found.

import { adadeltaUpdate } from '@shadegrad/shaders';
import * as v from 'valibot';
import { decayRate, nonNegative, settingsOf } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';
import { epsilon } from './epsilon.js';
import { commonEntries, type CommonOptions } from './common-options.js';
import type { OptimizerKind } from './optimizer.js';

const schema = settingsOf('adadelta', {
  learningRate: v.optional(nonNegative, 1),
  rho: v.optional(decayRate, 0.95),
  epsilon: v.optional(epsilon, 1e-7),
  ...commonEntries,
});

export interface AdadeltaOptions extends CommonOptions {
  /** @default 1, not Keras' 0.001 */
  readonly learningRate?: number;
  /** Share of the past in both means of squares, from 0 to below 1. @default 0.95 */
  readonly rho?: number;
  /** Keeps the divisor from 0 and the first step from being 0. @default 1e-7 */
  readonly epsilon?: number;
}

export type Adadelta = Readonly<v.InferOutput<typeof schema>>;

/**
 * Adadelta, as Keras' but for the learning rate: the paper has none, which is a learning rate of 1. Keras' default of
 * 0.001 makes steps a thousand times too small and leaves the classic MNIST network near 84 % after twelve epochs.
 *
 *     v ← rho · v + (1 − rho) · g²
 *     d = g · √(u + epsilon) / √(v + epsilon)
 *     u ← rho · u + (1 − rho) · d²
 *     w ← w − learningRate · d
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS_OPTIMIZER` where an option is out of range.
 * @see https://keras.io/api/optimizers/adadelta/
 * @see Zeiler: ADADELTA: An Adaptive Learning Rate Method (2012), https://arxiv.org/abs/1212.5701
 *
 * @example
 * ```ts
 * import { adadelta } from '@shadegrad/core';
 *
 * console.log(adadelta()); // { type: 'adadelta', learningRate: 1, rho: 0.95, epsilon: 1e-7 }
 * ```
 */
export function adadelta(options: AdadeltaOptions = {}): Adadelta {
  return parseSettings(schema, { type: 'adadelta', ...options }, 'SHADEGRAD_SETTINGS_OPTIMIZER', 'adadelta');
}

export const adadeltaKind: OptimizerKind<Adadelta> = {
  type: 'adadelta',
  schema,
  slots: () => ['accumulated_gradient', 'accumulated_update'],
  kernel: (settings, length) => adadeltaUpdate({ ...settings, length }),
  biasCorrection: () => 1,
};
