// From Keras' files to networks: .keras, legacy .h5, and .weights.h5 of a network that is known.

import { ShadegradError } from '../../errors.js';
import type { Model } from '../../model/index.js';
import * as v from 'valibot';
import { damaged, noModel, tooLarge } from '../errors.js';
import { MOST_JSON_BYTES, parseClasses, parseJsonBytes } from '../json.js';
import { modelFromKeras } from '../keras-config/model-from-keras.js';
import type { TrainedNetwork } from '../network.js';
import { readHdf5 } from './hdf5.js';
import { checkExpansion, ENTRIES } from './limits.js';
import { readStoredWeights } from './stored-weights.js';
import { readZip } from './zip.js';

const metadataSchema = v.object({ shadegrad: v.object({ classes: v.unknown() }) });

/**
 * Reads a `.keras` archive, of Keras 3 or of Keras 2.12 and later.
 *
 * @param file What error messages call the file.
 * @throws ShadegradError `SHADEGRAD_FORMAT_DAMAGED`, `SHADEGRAD_FORMAT_SIZE`, `SHADEGRAD_FORMAT_LAYER`,
 *   `SHADEGRAD_FORMAT_WEIGHTS`.
 */
export async function readKerasArchive(bytes: Uint8Array, file: string): Promise<TrainedNetwork> {
  const entries = readZip(bytes, ENTRIES, file);
  const config = entries.get('config.json');
  const stored = entries.get('model.weights.h5');
  if (config === undefined || stored === undefined) {
    throw damaged(
      file,
      'Keras',
      `it has no ${config === undefined ? 'config.json' : 'model.weights.h5'} in it`,
    );
  }
  const { model } = modelFromKeras(parseJsonBytes(config), file, 'Keras');
  checkExpansion(model, stored.length, file);
  const weights = await readHdf5(stored, file, (root) => readStoredWeights(root, model, file));
  const metadata = parseJsonBytes(entries.get('metadata.json') ?? new Uint8Array());
  const classes = v.is(metadataSchema, metadata) ? parseClasses(metadata.shadegrad.classes) : undefined;
  return { model, weights, classes };
}

/**
 * Reads an HDF5 file of Keras: one that describes its network (`model.save('….h5')`), or, given the `model`, one that
 * holds weights alone (`model.save_weights('….weights.h5')`, or `'….h5'` in Keras 2).
 *
 * @throws ShadegradError `SHADEGRAD_WEIGHTS_NO_MODEL` for weights without a model, and what `readKerasArchive` throws.
 */
export function readKerasHdf5(bytes: Uint8Array, file: string, known?: Model): Promise<TrainedNetwork> {
  return readHdf5(bytes, file, (root) => {
    const model = known ?? describedIn(root.text('model_config'), file);
    checkExpansion(model, bytes.length, file);
    return { model, weights: readStoredWeights(root, model, file) };
  });
}

function describedIn(config: string | undefined, file: string): Model {
  if (config === undefined) throw noModel(file);
  if (config.length > MOST_JSON_BYTES)
    throw tooLarge(file, `its description has ${config.length} characters`);
  try {
    return modelFromKeras(JSON.parse(config), file, 'Keras').model;
  } catch (cause) {
    if (cause instanceof ShadegradError) throw cause;
    throw damaged(file, 'Keras', 'its model_config is not JSON', cause);
  }
}
