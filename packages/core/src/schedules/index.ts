// How the learning rate changes over a run.

import type * as v from 'valibot';
import { schemaByType } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';
import { BASE_KINDS, type BaseSchedule, baseFactor } from './base-schedules.js';
import { type WarmUpSchedule, warmUpKind } from './warm-up.js';

export type { BaseSchedule } from './base-schedules.js';
export { type ConstantSchedule, constantSchedule } from './constant.js';
export { type CosineOptions, type CosineSchedule, cosineSchedule } from './cosine.js';
export { type OneCycleOptions, type OneCycleSchedule, oneCycleSchedule } from './one-cycle.js';
export { type StepOptions, type StepSchedule, stepSchedule } from './step.js';
export { type WarmUpOptions, type WarmUpSchedule, warmUpSchedule } from './warm-up.js';

/** How the learning rate changes over a run, as plain data. */
export type Schedule = BaseSchedule | WarmUpSchedule;

/** Accepts a schedule's settings, or its name alone: `'cosine'`. */
export const scheduleSchema: v.GenericSchema<unknown, Schedule> = schemaByType<{
  [Type in Schedule['type']]: Extract<Schedule, { type: Type }>;
}>({ ...BASE_KINDS, warmUp: warmUpKind });

/**
 * Checks a schedule that comes from outside and fills in defaults.
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS_SCHEDULE` naming what is wrong.
 *
 * @example
 * ```ts
 * import { parseSchedule } from '@shadegrad/core';
 *
 * console.log(parseSchedule('cosine')); // { type: 'cosine', alpha: 0 }
 * console.log(parseSchedule({ type: 'warmUp', steps: 100, schedule: 'cosine' }).type); // warmUp
 * ```
 */
export function parseSchedule(input: unknown): Schedule {
  return parseSettings(scheduleSchema, input, 'SHADEGRAD_SETTINGS_SCHEDULE', 'schedule');
}

/**
 * The learning rate of one training step.
 *
 * @param baseLearningRate The optimizer's `learningRate`; one-cycle's largest.
 * @param step Training steps done before this one, from 0.
 * @param totalSteps Steps of the whole run, at least 1.
 *
 * @example
 * ```ts
 * import { cosineSchedule, learningRateAt } from '@shadegrad/core';
 *
 * console.log(learningRateAt(cosineSchedule(), 0.001, 500, 1000)); // 0.0005
 * ```
 */
export function learningRateAt(
  schedule: Schedule,
  baseLearningRate: number,
  step: number,
  totalSteps: number,
): number {
  const factor =
    schedule.type === 'warmUp'
      ? warmUpKind.factor(schedule, step, totalSteps)
      : baseFactor(schedule, step, totalSteps);
  return baseLearningRate * factor;
}
