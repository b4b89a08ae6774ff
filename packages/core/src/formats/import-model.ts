// A network from files of another program's format.

import { ShadegradError } from '../errors.js';
import type { Model } from '../model/index.js';
import { checkWeights } from '../training/weights.js';
import { detectFormat, type FileKind } from './detect-format.js';
import type { ModelFiles, TrainedNetwork } from './network.js';

export interface ImportOptions {
  /** The network, for a file that holds weights alone. */
  readonly model?: Model | undefined;
}

export interface ImportedNetwork extends TrainedNetwork {
  readonly format: FileKind;
}

/**
 * Reads a network from a file of any format; which one is seen from its contents. Runs nothing that a file holds, follows
 * no path out of `files`, and takes no more memory than the file's size warrants.
 *
 * @param files One file; or `model.json` of TensorFlow.js with its shards, by their names.
 * @throws ShadegradError
 * - `SHADEGRAD_FORMAT_UNKNOWN`: none of the formats
 * - `SHADEGRAD_FORMAT_DAMAGED`: cut short, contradicting itself, not what it should be
 * - `SHADEGRAD_FORMAT_SIZE`: larger, or promising more, than is read
 * - `SHADEGRAD_FORMAT_LAYER`: a layer that cannot be computed here, with its name
 * - `SHADEGRAD_FORMAT_WEIGHTS`, `SHADEGRAD_WEIGHTS`: weights that do not fit the network
 * - `SHADEGRAD_WEIGHTS_NO_MODEL`: weights alone, and no `model`
 * - what `readSafetensors` and `sequential` throw
 * @example
 * ```ts
 * import { dense, initialWeights, sequential } from '@shadegrad/core';
 * import { exportModel, importModel } from '@shadegrad/core/formats';
 *
 * const model = sequential({ inputShape: [4], layers: [dense({ units: 3, activation: 'softmax' })] });
 * const files = await exportModel({ model, weights: initialWeights(model, 42) }, 'keras');
 * const network = await importModel(files);
 * console.log(network.format, network.model.parameterCount); // keras 15
 * ```
 */
export async function importModel(
  files: ModelFiles,
  { model }: ImportOptions = {},
): Promise<ImportedNetwork> {
  const [name, bytes] = mainFile(files);
  const format = detectFormat(bytes, name);
  const network = await read(format);
  checkWeights(network.model, network.weights);
  return { ...network, format };

  async function read(kind: FileKind): Promise<TrainedNetwork> {
    switch (kind) {
      case 'safetensors':
        return (await import('./safetensors/index.js')).readSafetensorsNetwork(bytes, name, model);
      case 'onnx':
        return (await import('./onnx/index.js')).readOnnx(bytes, name);
      case 'tfjs':
        return (await import('./tfjs/index.js')).readTfjs(files, name);
      case 'keras':
        return (await import('./keras/index.js')).readKerasArchive(bytes, name);
      case 'hdf5':
        return (await import('./keras/index.js')).readKerasHdf5(bytes, name, model);
      default:
        return kind satisfies never;
    }
  }
}

/** The only file, or the one that describes the others. */
function mainFile(files: ModelFiles): [name: string, bytes: Uint8Array] {
  const [first, ...others] = files;
  if (first === undefined) {
    throw new ShadegradError('SHADEGRAD_FORMAT_UNKNOWN', 'There is no file to import.', 'Give a model file.');
  }
  if (others.length === 0) return first;
  const description = [first, ...others].find(([name]) => name.endsWith('.json'));
  return description ?? first;
}
