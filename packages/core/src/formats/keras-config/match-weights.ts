// Weights from other programs: each layer has its kernel and then its bias, as here, under a name of its own.

import type { Model, ModelLayer } from '../../model/index.js';
import type { Weights, WeightTensor } from '../../training/weights.js';
import { wrongWeights } from '../errors.js';

/** A tensor that has not been read yet: what it is called in its file, and its numbers on demand. */
export interface StoredTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Reads the numbers; called once its shape is known to be right. */
  read(): Float32Array<ArrayBuffer>;
}

/**
 * @param storedOf The tensors that the file has for a layer, in its order.
 * @throws ShadegradError `SHADEGRAD_FORMAT_WEIGHTS` naming the first layer that they do not fit.
 */
export function matchWeights(
  model: Model,
  storedOf: (layer: ModelLayer) => readonly StoredTensor[],
  file: string,
): Weights {
  return new Map(
    model.layers.flatMap((layer) => {
      const stored = layer.parameters.length === 0 ? [] : storedOf(layer);
      if (stored.length !== layer.parameters.length) {
        throw wrongWeights(
          file,
          `the layer "${layer.name}" has ${layer.parameters.length} tensors of weights, but the file has ${stored.length} for it`,
        );
      }
      return layer.parameters.map(({ name, shape, length }, i): [string, WeightTensor] => {
        const tensor = stored[i];
        if (tensor?.shape.join() !== shape.join()) {
          throw wrongWeights(
            file,
            `"${tensor?.name ?? ''}" is [${tensor?.shape.slice(0, 8).join(', ') ?? ''}], where "${name}" is [${shape.join(', ')}]`,
          );
        }
        const data = tensor.read();
        if (data.length !== length) throw wrongWeights(file, `"${tensor.name}" has ${data.length} values`);
        return [name, { shape, data }];
      });
    }),
  );
}
