// A layer's settings in a few words, for tables.

import type { ModelLayer } from '@shadegrad/core';

/** `32 filters 3×3, relu` */
export function describeLayer({ settings }: ModelLayer): string {
  switch (settings.type) {
    case 'conv2d':
      return words(
        `${settings.filters} filters ${pair(settings.kernelSize)}`,
        pair(settings.strides) === '1×1' ? '' : `strides ${pair(settings.strides)}`,
        settings.padding === 'valid' ? '' : settings.padding,
        settings.activation,
      );
    case 'maxPool2d':
      return words(pair(settings.poolSize), settings.strides && `strides ${pair(settings.strides)}`);
    case 'dense':
      return words(`${settings.units} units`, settings.activation);
    case 'dropout':
      return `rate ${settings.rate}`;
    case 'activation':
      return settings.activation;
    case 'flatten':
      return '';
    default:
      return settings satisfies never;
  }
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '' && part !== 'linear').join(', ');
}

function pair([height, width]: readonly [number, number]): string {
  return `${height}×${width}`;
}
