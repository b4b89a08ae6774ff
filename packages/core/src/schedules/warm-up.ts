// Warm-up: the learning rate rises before another schedule begins, because the first gradients are the wildest.

import * as v from 'valibot';
import { fraction, positiveInteger, settingsOf } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';
import { type BaseSchedule, baseFactor, baseScheduleSchema } from './base-schedules.js';
import type { ScheduleKind } from './schedule.js';

export interface WarmUpSchedule {
  readonly type: 'warmUp';
  /** Training steps that the rise takes; without it, a twentieth of the run. */
  readonly steps?: number | undefined;
  /** Where the rise begins, as a fraction of where `schedule` begins. */
  readonly startFactor: number;
  /** What follows; its first step comes right after the rise, and the rest of the run is all it knows of. */
  readonly schedule: BaseSchedule;
}

export interface WarmUpOptions {
  /** In training steps. @default a twentieth of the run */
  readonly steps?: number;
  /** @default 1/3 */
  readonly startFactor?: number;
  /** @default 'constant' */
  readonly schedule?: BaseSchedule | BaseSchedule['type'];
}

const schema = settingsOf('warmUp', {
  steps: v.optional(positiveInteger),
  startFactor: v.optional(fraction, 1 / 3),
  schedule: v.optional(baseScheduleSchema, 'constant'),
});

/**
 * A straight rise during `steps` training steps, then another schedule.
 *
 * `startFactor` and `steps` are PyTorch's `LinearLR(start_factor, total_iters)`, put before `schedule` by `SequentialLR`.
 * Goyal et al.: Accurate, Large Minibatch SGD (2017);
 * https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS_SCHEDULE` where an option is out of range.
 *
 * @example
 * ```ts
 * import { cosineSchedule, learningRateAt, warmUpSchedule } from '@shadegrad/core';
 *
 * const schedule = warmUpSchedule({ steps: 100, startFactor: 0, schedule: cosineSchedule() });
 * console.log(learningRateAt(schedule, 0.001, 50, 1100)); // 0.0005
 * console.log(learningRateAt(schedule, 0.001, 100, 1100)); // 0.001
 * ```
 */
export function warmUpSchedule(options: WarmUpOptions = {}): WarmUpSchedule {
  return parseSettings(schema, { type: 'warmUp', ...options }, 'SHADEGRAD_SETTINGS_SCHEDULE', 'warmUp');
}

export const warmUpKind: ScheduleKind<WarmUpSchedule> = {
  schema,
  factor({ steps, startFactor, schedule }, step, totalSteps) {
    const rise = Math.min(steps ?? Math.ceil(totalSteps / 20), totalSteps);
    const rest = Math.max(1, totalSteps - rise);
    if (step >= rise) return baseFactor(schedule, step - rise, rest);
    return baseFactor(schedule, 0, rest) * (startFactor + ((1 - startFactor) * step) / rise);
  },
};
