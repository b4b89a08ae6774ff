// Dropout: in training, each input is 0 with probability `rate`, else divided by 1 − rate; in inference nothing happens.
// No mask is stored: the backward pass draws the same random numbers again.

import * as v from 'valibot';
import { size } from '../model/shape.js';
import { purposeKey } from '../random/index.js';
import { parseSettings } from '../settings.js';
import type { LayerKind } from './layer.js';
import { layerName } from './schemas.js';

const schema = v.strictObject({
  type: v.literal('dropout'),
  name: v.optional(layerName),
  rate: v.pipe(
    v.number('must be a number'),
    v.minValue(0, 'must be at least 0'),
    v.ltValue(1, 'must be below 1'),
  ),
});

export interface DropoutOptions {
  /** Share of inputs set to 0, from 0 to below 1. */
  rate: number;
  /** @default dropout, dropout_1, … */
  name?: string;
}

export type DropoutSettings = v.InferOutput<typeof schema>;

/**
 * Dropout, as Keras' `Dropout`; input and output have the same shape.
 *
 * @throws ShadegradError `SHADEGRAD_LAYER` where the rate is missing or out of range.
 * @see https://keras.io/api/layers/regularization_layers/dropout/
 * @example
 * ```ts
 * import { dropout } from '@shadegrad/core';
 *
 * dropout({ rate: 0.5 });
 * ```
 */
export function dropout(options: DropoutOptions): DropoutSettings {
  return parseSettings(schema, { type: 'dropout', ...options }, 'SHADEGRAD_LAYER', 'dropout');
}

export const dropoutKind: LayerKind<DropoutSettings> = {
  type: 'dropout',
  baseName: 'dropout',
  className: 'Dropout',
  schema,
  outputShape: (_, input) => input,
  parameters: () => [],
  build({ rate }, context, x) {
    if (context.mode === 'inference' || rate === 0) return { output: x, backward: (dy) => dy };
    const purpose = purposeKey('dropout', context.index);
    const ending = { dropout: { rate, purpose, length: size(x.shape) } };
    const kind = 'application';
    const output = context.tensor('output', x.shape);
    context.write({ kind, label: 'forward', ending, reads: { x }, writes: { y: output } });
    return {
      output,
      backward(dy) {
        const dx = context.tensor('gradient of input', x.shape);
        context.write({ kind, label: 'backward', ending, reads: { x: dy }, writes: { y: dx } });
        return dx;
      },
    };
  },
};
