// A run that was recorded elsewhere, as the file recorded-run.json beside the page has it (scripts/record-run.mjs).

import * as v from 'valibot';
import type { EpochEnd } from '@shadegrad/core';

const numbers = v.array(v.number());

const schema = v.object({
  schema: v.literal(1),
  /** What was trained, in a sentence. */
  title: v.string(),
  adapter: v.string(),
  stepsPerEpoch: v.number(),
  epochs: v.number(),
  /** Columns of the same length, one value a step that was recorded. */
  step: numbers,
  epoch: numbers,
  seconds: numbers,
  loss: numbers,
  accuracy: numbers,
  learningRate: numbers,
  ends: v.array(
    v.object({
      type: v.literal('epoch_end'),
      epoch: v.number(),
      step: v.number(),
      loss: v.number(),
      accuracy: v.number(),
      validationLoss: v.exactOptional(v.number()),
      validationAccuracy: v.exactOptional(v.number()),
      seconds: v.number(),
      imagesPerSecond: v.number(),
    }),
  ),
  evaluation: v.object({
    accuracy: v.number(),
    loss: v.number(),
    correct: v.number(),
    count: v.number(),
    confidenceInterval: v.tuple([v.number(), v.number()]),
  }),
});

export type RecordedRun = v.InferOutput<typeof schema> & { readonly ends: readonly EpochEnd[] };

/** From the app's own folder. */
export async function fetchRecordedRun(): Promise<RecordedRun> {
  const response = await fetch(new URL('recorded-run.json', document.baseURI));
  if (!response.ok) throw new Error(`recorded-run.json is not there (${response.status})`);
  return v.parse(schema, await response.json());
}

export const secondsOf = ({ seconds }: Pick<RecordedRun, 'seconds'>): number => seconds.at(-1) ?? 0;
