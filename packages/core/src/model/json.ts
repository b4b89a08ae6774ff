// Models as JSON: what a file or an address says of a model, and back.

import { ShadegradError } from '../errors.js';
import type { LayerSettings } from '../layers/index.js';
import { type Model, modelFrom } from './model.js';
import type { Shape } from './shape.js';

/** Version of the format; raised when a reader of the old one would misread the new one. */
export const MODEL_FORMAT_VERSION = 1;

// No model that a person writes comes near either; files from elsewhere might.
const MOST_CHARACTERS = 2 ** 20;
const MOST_LAYERS = 1000;

export interface ModelJson {
  readonly format: 'shadegrad-model';
  readonly version: typeof MODEL_FORMAT_VERSION;
  readonly name: string;
  readonly inputShape: Shape;
  readonly layers: readonly LayerSettings[];
}

/** The model as plain data for `JSON.stringify`; `parseModel` makes the same model of it. */
export function modelToJson(model: Model): ModelJson {
  return {
    format: 'shadegrad-model',
    version: MODEL_FORMAT_VERSION,
    name: model.name,
    inputShape: model.inputShape,
    layers: model.layers.map((layer) => layer.settings),
  };
}

/**
 * Reads a model from JSON text or from the object that it parses to. Only `inputShape` and `layers` are required;
 * layers are written as their factories take them, with their `type`.
 *
 * @throws ShadegradError `SHADEGRAD_MODEL` where it is no model, and what `sequential` throws.
 * @example
 * ```ts
 * import { parseModel } from '@shadegrad/core';
 *
 * parseModel('{"inputShape": [28, 28, 1], "layers": [{"type": "flatten"}, {"type": "dense", "units": 10}]}');
 * ```
 */
export function parseModel(json: unknown): Model {
  const value = typeof json === 'string' ? parseText(json) : json;
  if (!isRecord(value)) throw notAModel('It is not a JSON object.');
  const {
    format = 'shadegrad-model',
    version = MODEL_FORMAT_VERSION,
    name,
    inputShape,
    layers,
    ...rest
  } = value;
  if (format !== 'shadegrad-model') throw notAModel(`Its format is ${JSON.stringify(format)}.`);
  if (version !== MODEL_FORMAT_VERSION) {
    throw notAModel(
      `Its version is ${JSON.stringify(version)}; this program reads version ${MODEL_FORMAT_VERSION}.`,
    );
  }
  if (name !== undefined && (typeof name !== 'string' || name.length > 200)) {
    throw notAModel('Its name is not a text of at most 200 characters.');
  }
  const [unknownKey] = Object.keys(rest);
  if (unknownKey !== undefined) throw notAModel(`It has an unknown entry "${unknownKey.slice(0, 40)}".`);
  if (Array.isArray(layers) && layers.length > MOST_LAYERS)
    throw notAModel(`It has more than ${MOST_LAYERS} layers.`);
  return modelFrom({ ...(name !== undefined && { name }), inputShape, layers });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseText(text: string): unknown {
  if (text.length > MOST_CHARACTERS) throw notAModel('It is longer than 1 MiB.');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notAModel(`It is not JSON (${cause instanceof Error ? cause.message : String(cause)}).`, cause);
  }
}

function notAModel(why: string, cause?: unknown): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_MODEL',
    `This is not a model description. ${why}`,
    'Write {"inputShape": [28, 28, 1], "layers": [{"type": "flatten"}, …]}; "shadegrad inspect RUN" prints one that works.',
    { cause },
  );
}
