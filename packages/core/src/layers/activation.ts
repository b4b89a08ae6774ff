// An activation function as a layer of its own.

import * as v from 'valibot';
import { parseSettings } from '../settings.js';
import { activate } from './activate.js';
import type { LayerKind } from './layer.js';
import { type ActivationName, activationName, layerName } from './schemas.js';

const schema = v.strictObject({
  type: v.literal('activation'),
  name: v.optional(layerName),
  activation: activationName,
});

export interface ActivationOptions {
  activation: ActivationName;
  /** @default activation, activation_1, … */
  name?: string;
}

export type ActivationSettings = v.InferOutput<typeof schema>;

/**
 * Applies an activation function, as Keras' `Activation`; softmax works along the last extent.
 *
 * @throws ShadegradError `SHADEGRAD_LAYER` where the function is unknown.
 * @see https://keras.io/api/layers/core_layers/activation/
 * @example
 * ```ts
 * import { activation } from '@shadegrad/core';
 *
 * activation({ activation: 'tanh' });
 * ```
 */
export function activation(options: ActivationOptions): ActivationSettings {
  return parseSettings(schema, { type: 'activation', ...options }, 'SHADEGRAD_LAYER', 'activation');
}

export const activationKind: LayerKind<ActivationSettings> = {
  type: 'activation',
  baseName: 'activation',
  className: 'Activation',
  schema,
  outputShape: (_, input) => input,
  parameters: () => [],
  build: (settings, context, x) => activate(context, settings.activation, x),
};
