// Fully connected layer, kernel [inputs, units]; like Keras', along the last extent of its input.

import { denseAsConvolution } from '@shadegrad/shaders';
import * as v from 'valibot';
import { type Initializer, initializerSchema } from '../initializers/index.js';
import { size } from '../model/shape.js';
import { positiveInteger, trueOrFalse } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';
import type { LayerKind } from './layer.js';
import { buildLinear } from './linear.js';
import { type ActivationName, activationName, layerName } from './schemas.js';

const schema = v.strictObject({
  type: v.literal('dense'),
  name: v.optional(layerName),
  units: positiveInteger,
  activation: v.optional(activationName, 'linear'),
  useBias: v.optional(trueOrFalse, true),
  kernelInitializer: v.optional(initializerSchema, 'glorotUniform'),
  biasInitializer: v.optional(initializerSchema, 'zeros'),
});

export interface DenseOptions {
  /** Outputs. */
  units: number;
  /** @default 'linear' */
  activation?: ActivationName;
  /** @default true */
  useBias?: boolean;
  /** @default 'glorotUniform' */
  kernelInitializer?: Initializer | Initializer['type'];
  /** @default 'zeros' */
  biasInitializer?: Initializer | Initializer['type'];
  /** @default dense, dense_1, … */
  name?: string;
}

export type DenseSettings = v.InferOutput<typeof schema>;

/**
 * A fully connected layer, as Keras' `Dense`: input […, inputs], output […, units].
 *
 * @throws ShadegradError `SHADEGRAD_LAYER` where an option is missing or out of range.
 * @see https://keras.io/api/layers/core_layers/dense/
 * @example
 * ```ts
 * import { dense } from '@shadegrad/core';
 *
 * dense({ units: 10, activation: 'softmax' });
 * ```
 */
export function dense(options: DenseOptions): DenseSettings {
  return parseSettings(schema, { type: 'dense', ...options }, 'SHADEGRAD_LAYER', 'dense');
}

export const denseKind: LayerKind<DenseSettings> = {
  type: 'dense',
  baseName: 'dense',
  className: 'Dense',
  schema,
  outputShape: (settings, input) => [...input.slice(0, -1), settings.units],
  parameters({ units, useBias, kernelInitializer, biasInitializer }, input) {
    return [
      { name: 'kernel', shape: [inputsOf(input), units], initializer: kernelInitializer },
      ...(useBias ? [{ name: 'bias', shape: [units], initializer: biasInitializer } as const] : []),
    ];
  },
  build(settings, context, input) {
    const inputs = inputsOf(context.inputShape);
    const rows = (context.batch * size(context.inputShape)) / inputs;
    return buildLinear(settings, context, denseAsConvolution(rows, inputs, settings.units), input);
  },
};

const inputsOf = (input: readonly number[]): number => input.at(-1) ?? 1;
