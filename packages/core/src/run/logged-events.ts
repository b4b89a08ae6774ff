// What is read again of metrics.jsonl: the steps and epochs, from which learning curves are drawn.

import * as v from 'valibot';
import type { RunPosition } from './folder-names.js';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const stepSchema = v.object({
  type: v.literal('step'),
  step: count,
  epoch: count,
  loss: v.number(),
  accuracy: v.number(),
  learningRate: v.optional(v.number()),
});
const epochSchema = v.object({
  type: v.literal('epoch_end'),
  epoch: count,
  step: count,
  loss: v.number(),
  accuracy: v.number(),
  validationLoss: v.optional(v.number()),
  validationAccuracy: v.optional(v.number()),
  seconds: v.number(),
  imagesPerSecond: v.number(),
});
const schema = v.variant('type', [stepSchema, epochSchema]);
const rollbackSchema = v.looseObject({ type: v.literal('rollback'), step: count, epoch: count });
const steppedSchema = v.looseObject({ step: count });
const epochEndSchema = v.looseObject({ type: v.literal('epoch_end'), epoch: count });

export type StepRecord = v.InferOutput<typeof stepSchema>;
export type EpochRecord = v.InferOutput<typeof epochSchema>;

/** A step or an epoch; undefined for every other event, and for what is none. */
export function parseLoggedEvent(event: unknown): StepRecord | EpochRecord | undefined {
  const result = v.safeParse(schema, event);
  return result.success ? result.output : undefined;
}

/** Where a run that diverged went back to; what was logged of later steps is no part of it. Undefined for other events. */
export function parseRollback(event: unknown): RunPosition | undefined {
  return v.is(rollbackSchema, event) ? event : undefined;
}

/**
 * Whether an event came after a checkpoint was taken. An epoch that has ended, though its last step is that of the
 * checkpoint, was validated after it.
 */
export function isLaterThan(event: unknown, { step, epoch }: RunPosition): boolean {
  if (v.is(steppedSchema, event) && event.step > step) return true;
  return v.is(epochEndSchema, event) && event.epoch > epoch;
}
