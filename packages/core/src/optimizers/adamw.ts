// AdamW: Adam, and weights that shrink by themselves, independently of their gradients.

import { adamUpdate } from '@shadegrad/shaders';
import * as v from 'valibot';
import { nonNegative, settingsOf } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';
import { adamBiasCorrection, adamEntries, type AdamOptions } from './adam.js';
import type { OptimizerKind } from './optimizer.js';

const schema = settingsOf('adamw', { ...adamEntries, weightDecay: v.optional(nonNegative, 0.004) });

export interface AdamwOptions extends AdamOptions {
  /** Share of each parameter, biases included, that a step takes away, times the learning rate. @default 0.004 */
  readonly weightDecay?: number;
}

export type Adamw = Readonly<v.InferOutput<typeof schema>>;

/**
 * AdamW, as Keras': before Adam's step, `w ← w − learningRate · weightDecay · w`.
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS_OPTIMIZER` where an option is out of range.
 * @see https://keras.io/api/optimizers/adamw/
 * @see Loshchilov and Hutter: Decoupled Weight Decay Regularization (2019), https://arxiv.org/abs/1711.05101
 *
 * @example
 * ```ts
 * import { adamw } from '@shadegrad/core';
 *
 * const optimizer = adamw({ learningRate: 0.002, weightDecay: 0.01 });
 * console.log(optimizer.beta2); // 0.999
 * ```
 */
export function adamw(options: AdamwOptions = {}): Adamw {
  return parseSettings(schema, { type: 'adamw', ...options }, 'SHADEGRAD_SETTINGS_OPTIMIZER', 'adamw');
}

export const adamwKind: OptimizerKind<Adamw> = {
  type: 'adamw',
  schema,
  slots: () => ['momentum', 'velocity'],
  kernel: (settings, length) => adamUpdate({ ...settings, length }),
  biasCorrection: adamBiasCorrection,
};
