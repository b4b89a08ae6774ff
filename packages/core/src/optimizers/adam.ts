// Adam: each parameter's step is scaled by running means of its gradient and of the gradient's square.

import { adamUpdate } from '@shadegrad/shaders';
import * as v from 'valibot';
import { decayRate, nonNegative, settingsOf } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';
import { commonEntries, type CommonOptions } from './common-options.js';
import { epsilon } from './epsilon.js';
import type { OptimizerKind } from './optimizer.js';

/** Settings that Adam and AdamW share. */
export const adamEntries = {
  learningRate: v.optional(nonNegative, 0.001),
  beta1: v.optional(decayRate, 0.9),
  beta2: v.optional(decayRate, 0.999),
  epsilon: v.optional(epsilon, 1e-7),
  ...commonEntries,
};

const schema = settingsOf('adam', adamEntries);

export interface AdamOptions extends CommonOptions {
  /** @default 0.001 */
  readonly learningRate?: number;
  /** Share of the past in the mean of gradients, from 0 to below 1. @default 0.9 */
  readonly beta1?: number;
  /** Share of the past in the mean of squares, from 0 to below 1. @default 0.999 */
  readonly beta2?: number;
  /** Keeps the divisor from 0. @default 1e-7 */
  readonly epsilon?: number;
}

export type Adam = Readonly<v.InferOutput<typeof schema>>;

/**
 * Adam, as Keras': `epsilon` is added to √v before the bias correction, so it weighs more in the first steps than
 * PyTorch's `eps`, which is added after.
 *
 *     m ← beta1 · m + (1 − beta1) · g,   v ← beta2 · v + (1 − beta2) · g²
 *     w ← w − learningRate · √(1 − beta2ᵗ) / (1 − beta1ᵗ) · m / (√v + epsilon)
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS_OPTIMIZER` where an option is out of range.
 * @see https://keras.io/api/optimizers/adam/
 * @see Kingma and Ba: Adam: A Method for Stochastic Optimization (2015), https://arxiv.org/abs/1412.6980
 *
 * @example
 * ```ts
 * import { adam } from '@shadegrad/core';
 *
 * const optimizer = adam({ learningRate: 0.002 });
 * console.log(optimizer.epsilon); // 1e-7
 * ```
 */
export function adam(options: AdamOptions = {}): Adam {
  return parseSettings(schema, { type: 'adam', ...options }, 'SHADEGRAD_SETTINGS_OPTIMIZER', 'adam');
}

/** √(1 − β₂ᵗ) / (1 − β₁ᵗ): makes up for means that start at 0. */
export function adamBiasCorrection(settings: { beta1: number; beta2: number }, step: number): number {
  const t = step + 1;
  return Math.sqrt(1 - settings.beta2 ** t) / (1 - settings.beta1 ** t);
}

export const adamKind: OptimizerKind<Adam> = {
  type: 'adam',
  schema,
  slots: () => ['momentum', 'velocity'],
  kernel: (settings, length) => adamUpdate({ ...settings, length, weightDecay: 0 }),
  biasCorrection: adamBiasCorrection,
};
