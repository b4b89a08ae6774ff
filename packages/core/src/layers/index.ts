// All layers. Adding one means adding a file and a line to each of the lists here.

import { ShadegradError } from '../errors.js';
import { parseSettings } from '../settings.js';
import { activationKind, type ActivationSettings } from './activation.js';
import { conv2dKind, type Conv2dSettings } from './conv-2d.js';
import { denseKind, type DenseSettings } from './dense.js';
import { dropoutKind, type DropoutSettings } from './dropout.js';
import { flattenKind, type FlattenSettings } from './flatten.js';
import type { LayerKind } from './layer.js';
import { maxPool2dKind, type MaxPool2dSettings } from './max-pool-2d.js';

/** The settings of any layer, told apart by `type`. */
export type LayerSettings =
  ActivationSettings | Conv2dSettings | DenseSettings | DropoutSettings | FlattenSettings | MaxPool2dSettings;

type KindOf<Type extends LayerSettings['type']> = LayerKind<Extract<LayerSettings, { type: Type }>>;

const kinds: { readonly [Type in LayerSettings['type']]: KindOf<Type> } = {
  activation: activationKind,
  conv2d: conv2dKind,
  dense: denseKind,
  dropout: dropoutKind,
  flatten: flattenKind,
  maxPool2d: maxPool2dKind,
};

/** Names of all layer types. */
export const layerTypes: readonly string[] = Object.keys(kinds);

/** The kind of a layer; pairs of a kind and its own settings are what the table above promises. */
export function kindOf<Settings extends LayerSettings>(settings: Settings): LayerKind<LayerSettings> {
  return kinds[settings.type] as unknown as LayerKind<LayerSettings>;
}

/**
 * Checks the settings of one layer that come from outside.
 *
 * @param position Where the layer stands in its model, from 0; for the message.
 * @throws ShadegradError `SHADEGRAD_LAYER_UNKNOWN` or `SHADEGRAD_LAYER`.
 */
export function parseLayer(value: unknown, position: number): LayerSettings {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (typeof type !== 'string' || !Object.hasOwn(kinds, type)) {
    throw new ShadegradError(
      'SHADEGRAD_LAYER_UNKNOWN',
      `Layer ${position + 1} of the model has ${type === undefined ? 'no type' : `the unknown type ${JSON.stringify(type)}`}.`,
      `Use one of ${layerTypes.join(', ')}.`,
    );
  }
  const schema = kinds[type as LayerSettings['type']].schema;
  return parseSettings<LayerSettings>(schema, value, 'SHADEGRAD_LAYER', `layer ${position + 1} (${type})`);
}
