// Flatten: [height, width, channels] read as one vector. Only the shape changes; no data moves.

import * as v from 'valibot';
import { size } from '../model/shape.js';
import { parseSettings } from '../settings.js';
import type { LayerKind } from './layer.js';
import { layerName } from './schemas.js';

const schema = v.strictObject({ type: v.literal('flatten'), name: v.optional(layerName) });

export interface FlattenOptions {
  /** @default flatten, flatten_1, … */
  name?: string;
}

export type FlattenSettings = v.InferOutput<typeof schema>;

/**
 * Reads any input as one vector, as Keras' `Flatten`.
 *
 * @see https://keras.io/api/layers/reshaping_layers/flatten/
 * @example
 * ```ts
 * import { flatten } from '@shadegrad/core';
 *
 * flatten();
 * ```
 */
export function flatten(options: FlattenOptions = {}): FlattenSettings {
  return parseSettings(schema, { type: 'flatten', ...options }, 'SHADEGRAD_LAYER', 'flatten');
}

export const flattenKind: LayerKind<FlattenSettings> = {
  type: 'flatten',
  baseName: 'flatten',
  className: 'Flatten',
  schema,
  outputShape: (_, input) => [size(input)],
  parameters: () => [],
  build: (_, context, x) => ({
    output: { ...x, shape: [context.batch, ...context.outputShape] },
    backward: (dy) => ({ ...dy, shape: x.shape }),
  }),
};
