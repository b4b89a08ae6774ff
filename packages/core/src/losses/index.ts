// Losses as plain data. Both are the cross-entropy between the softmax of the model's last outputs (logits) and a target
// distribution; they differ in how targets are given. A softmax at the model's end is recognised and not applied twice.

import * as v from 'valibot';
import { fraction, schemaByType, settingsOf } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';

export interface SparseCategoricalCrossentropy {
  readonly type: 'sparseCategoricalCrossentropy';
  readonly labelSmoothing: number;
}

export interface CategoricalCrossentropy {
  readonly type: 'categoricalCrossentropy';
  readonly labelSmoothing: number;
}

export type Loss = SparseCategoricalCrossentropy | CategoricalCrossentropy;

export interface CrossentropyOptions {
  /**
   * Share s of each target that is spread evenly over all C classes: t' = t·(1 − s) + s/C.
   * @default 0
   */
  labelSmoothing?: number;
}

const entries = { labelSmoothing: v.optional(fraction, 0) };

const kinds = {
  sparseCategoricalCrossentropy: { schema: settingsOf('sparseCategoricalCrossentropy', entries) },
  categoricalCrossentropy: { schema: settingsOf('categoricalCrossentropy', entries) },
};

const lossSchema: v.GenericSchema<unknown, Loss> = schemaByType<{
  sparseCategoricalCrossentropy: SparseCategoricalCrossentropy;
  categoricalCrossentropy: CategoricalCrossentropy;
}>(kinds);

/**
 * Cross-entropy against labels that are class numbers.
 *
 * @see https://keras.io/api/losses/probabilistic_losses/#sparsecategoricalcrossentropy-class
 * @throws ShadegradError `SHADEGRAD_SETTINGS` where the smoothing is not from 0 to 1.
 * @example
 * ```ts
 * import { sparseCategoricalCrossentropy } from '@shadegrad/core';
 *
 * sparseCategoricalCrossentropy({ labelSmoothing: 0.1 });
 * ```
 */
export function sparseCategoricalCrossentropy(options: CrossentropyOptions = {}): Loss {
  return parseLoss({ type: 'sparseCategoricalCrossentropy', ...options });
}

/**
 * Cross-entropy against targets that are distributions over the classes: one-hot vectors or soft labels, f32
 * [examples, classes]. Class numbers are taken too and read as one-hot vectors.
 *
 * @see https://keras.io/api/losses/probabilistic_losses/#categoricalcrossentropy-class
 * @throws ShadegradError `SHADEGRAD_SETTINGS` where the smoothing is not from 0 to 1.
 * @example
 * ```ts
 * import { categoricalCrossentropy } from '@shadegrad/core';
 *
 * categoricalCrossentropy();
 * ```
 */
export function categoricalCrossentropy(options: CrossentropyOptions = {}): Loss {
  return parseLoss({ type: 'categoricalCrossentropy', ...options });
}

/**
 * Checks a loss that comes from outside: its name alone, or its settings.
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS`.
 */
export function parseLoss(value: unknown): Loss {
  return parseSettings(lossSchema, value, 'SHADEGRAD_SETTINGS', 'loss');
}
