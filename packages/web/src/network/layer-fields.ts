// The settings of a layer as a form, each field of the setting's type.

import type { ActivationName, Initializer, LayerSettings } from '@shadegrad/core';
import { html, nothing, type TemplateResult } from 'lit';
import { checkField, choiceField, numberField, textField } from '../design/fields.js';
import { extents, parseExtents } from './layer-kinds.js';

type Change = (settings: LayerSettings) => void;

const ACTIVATIONS = ['linear', 'relu', 'tanh', 'sigmoid', 'softmax'] as const;
const INITIALIZERS = ['glorotUniform', 'glorotNormal', 'heUniform', 'heNormal', 'zeros'] as const;
const PADDINGS = ['valid', 'same'] as const;

export function layerFields(settings: LayerSettings, onChange: Change): TemplateResult | typeof nothing {
  switch (settings.type) {
    case 'conv2d':
      return html`
        ${numberField({
          label: 'Filters',
          value: settings.filters,
          min: 1,
          onChange: (filters) => onChange({ ...settings, filters }),
        })}
        ${extentsField('Kernel size', settings.kernelSize, (kernelSize) =>
          onChange({ ...settings, kernelSize }),
        )}
        ${extentsField('Strides', settings.strides, (strides) => onChange({ ...settings, strides }))}
        ${paddingField(settings.padding, (padding) => onChange({ ...settings, padding }))}
        ${activationField(settings.activation, (activation) => onChange({ ...settings, activation }))}
        ${initializerField(settings.kernelInitializer, (kernelInitializer) =>
          onChange({ ...settings, kernelInitializer }),
        )}
        ${biasField(settings.useBias, (useBias) => onChange({ ...settings, useBias }))}
      `;
    case 'maxPool2d':
      return html`
        ${extentsField('Pool size', settings.poolSize, (poolSize) =>
          // Strides follow the window as long as nobody set them apart.
          onChange({
            ...settings,
            poolSize,
            strides: extents(settings.strides) === extents(settings.poolSize) ? poolSize : settings.strides,
          }),
        )}
        ${extentsField('Strides', settings.strides, (strides) => onChange({ ...settings, strides }))}
        ${paddingField(settings.padding, (padding) => onChange({ ...settings, padding }))}
      `;
    case 'dense':
      return html`
        ${numberField({
          label: 'Units',
          value: settings.units,
          min: 1,
          onChange: (units) => onChange({ ...settings, units }),
        })}
        ${activationField(settings.activation, (activation) => onChange({ ...settings, activation }))}
        ${initializerField(settings.kernelInitializer, (kernelInitializer) =>
          onChange({ ...settings, kernelInitializer }),
        )}
        ${biasField(settings.useBias, (useBias) => onChange({ ...settings, useBias }))}
      `;
    case 'dropout':
      return numberField({
        label: 'Rate',
        value: settings.rate,
        min: 0,
        max: 0.99,
        step: 0.05,
        hint: 'Share of the inputs that is set to 0 in training',
        onChange: (rate) => onChange({ ...settings, rate }),
      });
    case 'activation':
      return activationField(settings.activation, (activation) => onChange({ ...settings, activation }));
    case 'flatten':
      return nothing;
    default:
      return settings satisfies never;
  }
}

type Extents = readonly [number, number];

const extentsField = (label: string, value: Extents, onChange: (value: Extents) => void): TemplateResult =>
  textField({
    label,
    value: extents(value).replaceAll('NaN', ''),
    hint: 'Height×width, or one number for both',
    onChange: (text) => onChange(parseExtents(text)),
  });

const named = <Value extends string>(values: readonly Value[]): readonly (readonly [Value, string])[] =>
  values.map((value) => [value, value]);

const paddingField = (value: 'valid' | 'same', onChange: (value: 'valid' | 'same') => void): TemplateResult =>
  choiceField({ label: 'Padding', value, options: named(PADDINGS), onChange });

const activationField = (value: ActivationName, onChange: (value: ActivationName) => void): TemplateResult =>
  choiceField({ label: 'Activation', value, options: named(ACTIVATIONS), onChange });

/** A constant's value is not offered, but one that came from outside stays what it is until another is chosen. */
const initializerField = (value: Initializer, onChange: (value: Initializer) => void): TemplateResult => {
  const known = INITIALIZERS.find((type) => type === value.type);
  const options = [...named(INITIALIZERS), ...(known === undefined ? named(['constant'] as const) : [])];
  return choiceField<(typeof INITIALIZERS)[number] | 'constant'>({
    label: 'Initializer',
    value: known ?? 'constant',
    options,
    onChange: (type) => onChange(type === 'constant' ? value : { type }),
  });
};

const biasField = (value: boolean, onChange: (value: boolean) => void): TemplateResult =>
  checkField({ label: 'Use bias', value, onChange });
