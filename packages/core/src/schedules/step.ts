// Step decay: the learning rate drops by a factor at regular intervals.

import * as v from 'valibot';
import { fraction, positiveInteger, settingsOf } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';
import type { ScheduleKind } from './schedule.js';

export interface StepSchedule {
  readonly type: 'step';
  /** Training steps from drop to drop; without it, a third of the run. */
  readonly stepSize?: number | undefined;
  /** What each drop multiplies the learning rate by. */
  readonly gamma: number;
}

export interface StepOptions {
  /** In training steps. @default a third of the run */
  readonly stepSize?: number;
  /** @default 0.1 */
  readonly gamma?: number;
}

const schema = settingsOf('step', {
  stepSize: v.optional(positiveInteger),
  gamma: v.optional(fraction, 0.1),
});

/**
 * The base learning rate times `gamma` once every `stepSize` training steps.
 *
 *     factor = gamma ^ floor(step / stepSize)
 *
 * Options as in PyTorch's `StepLR`, where a step is whatever `scheduler.step()` is called for (mostly an epoch).
 * https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS_SCHEDULE` where an option is out of range.
 */
export function stepSchedule(options: StepOptions = {}): StepSchedule {
  return parseSettings(schema, { type: 'step', ...options }, 'SHADEGRAD_SETTINGS_SCHEDULE', 'step');
}

export const stepKind: ScheduleKind<StepSchedule> = {
  schema,
  factor: ({ stepSize, gamma }, step, totalSteps) =>
    gamma ** Math.floor(step / (stepSize ?? Math.ceil(totalSteps / 3))),
};
