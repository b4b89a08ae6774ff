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

interface SettingsByType {
  readonly activation: ActivationSettings;
  readonly conv2d: Conv2dSettings;
  readonly dense: DenseSettings;
  readonly dropout: DropoutSettings;
  readonly flatten: FlattenSettings;
  readonly maxPool2d: MaxPool2dSettings;
}

export type LayerType = keyof SettingsByType;

/** The settings of any layer, told apart by `type`. */
export type LayerSettings = SettingsByType[LayerType];

const KINDS: { readonly [Type in LayerType]: LayerKind<SettingsByType[Type]> } = {
  activation: activationKind,
  conv2d: conv2dKind,
  dense: denseKind,
  dropout: dropoutKind,
  flatten: flattenKind,
  maxPool2d: maxPool2dKind,
};

/** Names of all layer types. */
export const layerTypes: readonly string[] = Object.keys(KINDS);

/** One layer's settings; generic, so that the compiler sees that they belong to the kind of their type. */
type SettingsOf<Type extends LayerType> = SettingsByType[Type] & { readonly type: Type };

/** What its kind says of a layer. */
export function kindOf<Type extends LayerType>(settings: SettingsOf<Type>): LayerKind<SettingsByType[Type]> {
  return KINDS[settings.type];
}

/**
 * Checks the settings of one layer that come from outside.
 *
 * @param position Where the layer stands in its model, from 0; for the message.
 * @throws ShadegradError `SHADEGRAD_LAYER_UNKNOWN` or `SHADEGRAD_LAYER`.
 */
export function parseLayer(value: unknown, position: number): LayerSettings {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (!isLayerType(type)) {
    throw new ShadegradError(
      'SHADEGRAD_LAYER_UNKNOWN',
      `Layer ${position + 1} of the model has ${type === undefined ? 'no type' : `the unknown type ${JSON.stringify(type)}`}.`,
      `Use one of ${layerTypes.join(', ')}.`,
    );
  }
  return parseSettings<LayerSettings>(
    KINDS[type].schema,
    value,
    'SHADEGRAD_LAYER',
    `layer ${position + 1} (${type})`,
  );
}

const isLayerType = (type: unknown): type is LayerType =>
  typeof type === 'string' && Object.hasOwn(KINDS, type);
