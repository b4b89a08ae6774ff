// A preset's network for pictures of another size or with another number of classes.

import { modelToJson, sequential, type Model } from '@shadegrad/core';
import type { Dataset } from '@shadegrad/data';

/** The same network with the dataset's input shape, and with as many units at its end as there are classes. */
export function networkForData(model: Model, { shape, classes }: Pick<Dataset, 'shape' | 'classes'>): Model {
  const { name, layers } = modelToJson(model);
  const last = layers.findLastIndex(({ type }) => type === 'dense');
  return sequential({
    name,
    inputShape: shape,
    layers: layers.map((layer, index) =>
      index === last && layer.type === 'dense' ? { ...layer, units: classes.length } : layer,
    ),
  });
}

/** The same network without its dropout layers. */
export function withoutDropout(model: Model): Model {
  const { name, inputShape, layers } = modelToJson(model);
  return sequential({ name, inputShape, layers: layers.filter(({ type }) => type !== 'dropout') });
}
