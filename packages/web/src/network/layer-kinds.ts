// The layers as the editor offers them: what they are called, what a new one looks like, and how one is told in a line.

import { activation, conv2d, dense, dropout, flatten, maxPool2d, type LayerSettings } from '@shadegrad/core';

export type LayerType = LayerSettings['type'];

interface LayerKind {
  readonly title: string;
  readonly create: () => LayerSettings;
}

export const LAYER_KINDS: Readonly<Record<LayerType, LayerKind>> = {
  conv2d: { title: 'Conv2D', create: () => conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }) },
  maxPool2d: { title: 'MaxPooling2D', create: () => maxPool2d({ poolSize: 2 }) },
  dense: { title: 'Dense', create: () => dense({ units: 64, activation: 'relu' }) },
  dropout: { title: 'Dropout', create: () => dropout({ rate: 0.25 }) },
  flatten: { title: 'Flatten', create: () => flatten() },
  activation: { title: 'Activation', create: () => activation({ activation: 'relu' }) },
};

export const layerTypes = [
  'conv2d',
  'maxPool2d',
  'dense',
  'dropout',
  'flatten',
  'activation',
] as const satisfies readonly LayerType[];

/** `32 filters · 3×3 · relu` */
export function describeLayer(settings: LayerSettings): string {
  switch (settings.type) {
    case 'conv2d': {
      const { filters, kernelSize, strides, padding } = settings;
      return joined(
        `${shown(filters)} filters`,
        extents(kernelSize),
        extents(strides) !== '1×1' && `stride ${extents(strides)}`,
        padding === 'same' && 'same',
        nonlinear(settings.activation),
      );
    }
    case 'maxPool2d': {
      const { poolSize, strides, padding } = settings;
      return joined(
        extents(poolSize),
        extents(strides) !== extents(poolSize) && `stride ${extents(strides)}`,
        padding === 'same' && 'same',
      );
    }
    case 'dense':
      return joined(`${shown(settings.units)} units`, nonlinear(settings.activation));
    case 'dropout':
      return `rate ${shown(settings.rate)}`;
    case 'activation':
      return settings.activation;
    case 'flatten':
      return '';
    default:
      return settings satisfies never;
  }
}

export const extents = ([height, width]: readonly [number, number]): string => `${height}×${width}`;

/** `3`, `3×5` or `3x5` as a pair; what is none becomes NaN, for core to refuse. */
export function parseExtents(text: string): readonly [number, number] {
  const [height = Number.NaN, width = height, ...more] = text
    .split(/[×x,]/i)
    .map((part) => Number(part.trim() || 'x'));
  return more.length > 0 ? [Number.NaN, Number.NaN] : [height, width];
}

const shown = (value: number): string => (Number.isFinite(value) ? String(value) : '?');
const nonlinear = (name: string): string | false => name !== 'linear' && name;
const joined = (...parts: (string | false)[]): string => parts.filter(Boolean).join(' · ');
