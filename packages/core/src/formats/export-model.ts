// A network as files of another program's format.

import { checkWeights } from '../training/weights.js';
import type { ModelFormat } from './model-formats.js';
import type { ModelFiles, TrainedNetwork } from './network.js';

/**
 * Writes a network in a format.
 *
 * - `safetensors`: `model.safetensors`, shadegrad's own, with the description of the network
 * - `onnx`: `model.onnx`, operator set 17, input `input` [N, …], output `output` [N, …]
 * - `tfjs`: `model.json` and shards of weights, a layers model of TensorFlow.js
 * - `keras`: `model.keras`, laid out as Keras 3 does
 *
 * @returns The files by name; they belong into one folder.
 * @throws ShadegradError `SHADEGRAD_FORMAT_LAYER` naming a layer that the format cannot say, `SHADEGRAD_WEIGHTS` where
 *   the weights are not the model's.
 * @example
 * ```ts
 * import { dense, initialWeights, sequential } from '@shadegrad/core';
 * import { exportModel } from '@shadegrad/core/formats';
 *
 * const model = sequential({ inputShape: [4], layers: [dense({ units: 3, activation: 'softmax' })] });
 * const files = await exportModel({ model, weights: initialWeights(model, 42) }, 'onnx');
 * console.log([...files.keys()]); // [ 'model.onnx' ]
 * ```
 */
export async function exportModel(network: TrainedNetwork, format: ModelFormat): Promise<ModelFiles> {
  checkWeights(network.model, network.weights);
  switch (format) {
    case 'safetensors': {
      const { writeSafetensorsNetwork } = await import('./safetensors/index.js');
      return new Map([['model.safetensors', writeSafetensorsNetwork(network)]]);
    }
    case 'onnx': {
      const { writeOnnx } = await import('./onnx/index.js');
      return new Map([['model.onnx', writeOnnx(network)]]);
    }
    case 'tfjs': {
      const { writeTfjs } = await import('./tfjs/index.js');
      return writeTfjs(network);
    }
    case 'keras': {
      const { writeKeras } = await import('./keras/index.js');
      return new Map([['model.keras', await writeKeras(network, new Date())]]);
    }
    default:
      return format satisfies never;
  }
}
