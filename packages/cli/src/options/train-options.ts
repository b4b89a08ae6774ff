// The flags of `shadegrad train`, checked. What is absent here was not given: presets and recorded runs fill it in.

import { ShadegradError } from '@shadegrad/core';
import * as v from 'valibot';
import {
  cadence,
  flag,
  positiveNumber,
  share,
  shareBelowOne,
  text,
  wholeNumber,
  wholeNumberOrAuto,
  word,
} from './flag-schemas.js';
import { flagOf, parseOptions } from './parse-options.js';

export const OPTIMIZERS = ['sgd', 'adam', 'adamw', 'rmsprop', 'adadelta'] as const;
export const SCHEDULES = ['constant', 'cosine', 'step', 'oneCycle', 'warmUp'] as const;
export const ON_NAN = ['stop', 'rollback'] as const;
export const TUNE_MODES = ['off', 'quick', 'full'] as const;
const LARGEST = 2 ** 31 - 1;

const schema = v.object({
  data: v.optional(text),
  preset: v.optional(word(['keras', 'quick', 'speedrun'])),
  model: v.optional(text),
  epochs: v.optional(wholeNumber(1, 100_000)),
  batchSize: v.optional(wholeNumberOrAuto(1, 65_536)),
  microBatchSize: v.optional(wholeNumber(1, 65_536)),
  optimizer: v.optional(word(OPTIMIZERS)),
  learningRate: v.optional(positiveNumber),
  globalClipnorm: v.optional(positiveNumber),
  emaMomentum: v.optional(shareBelowOne),
  schedule: v.optional(word(SCHEDULES)),
  seed: v.optional(wholeNumber(0, LARGEST)),
  limit: v.optional(wholeNumber(1, LARGEST)),
  validationSplit: v.optional(shareBelowOne),
  shuffle: v.optional(v.boolean(), true),
  dropout: v.optional(v.boolean(), true),
  init: v.optional(text),
  resume: v.optional(text),
  out: v.optional(text),
  logEvery: v.optional(wholeNumber(1, LARGEST)),
  checkpointEvery: v.optional(cadence),
  keepCheckpoints: v.optional(wholeNumber(1, 1_000_000)),
  failUnder: v.optional(share),
  adapter: v.optional(text),
  trace: v.optional(text),
  onNan: v.optional(word(ON_NAN)),
  tune: v.optional(word(TUNE_MODES)),
  json: flag,
  quiet: flag,
});

export type TrainOptions = v.InferOutput<typeof schema>;

/**
 * What a resumed run may be given. The first line changes what is learnt from there on; a network is compared with the
 * run's own; the rest does not touch what is learnt. Other settings would make what was learnt so far meaningless.
 */
const ALLOWED_WITH_RESUME = [
  'epochs',
  'learningRate',
  'schedule',
  'model',
  'resume',
  'logEvery',
  'checkpointEvery',
  'keepCheckpoints',
  'failUnder',
  'onNan',
  'adapter',
  'trace',
  'data',
  'json',
  'quiet',
];

/** @throws ShadegradError `SHADEGRAD_OPTION`, `SHADEGRAD_OPTION_CONFLICT`. */
export function parseTrainOptions(raw: unknown): TrainOptions {
  const options = parseOptions(schema, raw);
  if (options.preset !== undefined && options.model !== undefined) throw conflict('--preset', '--model');
  if (options.batchSize === 'auto' && options.microBatchSize !== undefined) {
    throw conflict('--batch-size auto', '--micro-batch-size');
  }
  if (options.resume !== undefined) refuseBesideResume(options);
  return options;
}

function refuseBesideResume(options: TrainOptions): void {
  const { shuffle, dropout, ...rest } = options;
  if (!shuffle) throw conflict('--no-shuffle', '--resume');
  if (!dropout) throw conflict('--no-dropout', '--resume');
  for (const [key, value] of Object.entries(rest)) {
    if (value !== undefined && !ALLOWED_WITH_RESUME.includes(key)) throw conflict(flagOf(key), '--resume');
  }
}

export function conflict(one: string, other: string): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_OPTION_CONFLICT',
    other === '--resume'
      ? `${one} cannot be changed for a run that goes on: ${other} continues with the recorded settings.`
      : `${one} and ${other} exclude each other.`,
    other === '--resume' ? `Leave ${one} out, or start a new run without --resume.` : `Give one of the two.`,
  );
}
