// The flags of `shadegrad bench`, checked.

import * as v from 'valibot';
import { flag, text, wholeNumber, word } from './flag-schemas.js';
import { conflict, OPTIMIZERS, TUNE_MODES } from './train-options.js';
import { parseOptions } from './parse-options.js';

const schema = v.object({
  preset: v.optional(word(['keras', 'quick'])),
  model: v.optional(text),
  batchSize: v.optional(wholeNumber(1, 65_536)),
  optimizer: v.optional(word(OPTIMIZERS)),
  pass: word(['training', 'evaluation', 'prediction']),
  steps: wholeNumber(1, 10_000),
  timestamps: v.optional(v.boolean(), true),
  adapter: v.optional(text),
  trace: v.optional(text),
  tune: v.optional(word(TUNE_MODES)),
  json: flag,
});

export type BenchOptions = v.InferOutput<typeof schema>;

/** @throws ShadegradError `SHADEGRAD_OPTION`, `SHADEGRAD_OPTION_CONFLICT`. */
export function parseBenchOptions(raw: unknown): BenchOptions {
  const options = parseOptions(schema, raw);
  if (options.preset !== undefined && options.model !== undefined) throw conflict('--preset', '--model');
  return options;
}
