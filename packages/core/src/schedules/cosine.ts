// Cosine decay: slow at first, fast in the middle, slow at the end.

import * as v from 'valibot';
import { fraction, positiveInteger, settingsOf } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';
import type { ScheduleKind } from './schedule.js';

export interface CosineSchedule {
  readonly type: 'cosine';
  /** Where the decay ends, as a fraction of the base learning rate. */
  readonly alpha: number;
  /** Steps that the decay takes; without it, the whole run. */
  readonly decaySteps?: number | undefined;
}

export interface CosineOptions {
  /** @default 0 */
  readonly alpha?: number;
  /** @default the whole run */
  readonly decaySteps?: number;
}

const schema = settingsOf('cosine', {
  alpha: v.optional(fraction, 0),
  decaySteps: v.optional(positiveInteger),
});

/**
 * From the base learning rate to `alpha` times it along half a cosine.
 *
 *     factor = (1 − alpha) · (1 + cos(π · step / decaySteps)) / 2 + alpha
 *
 * Options as in Keras' `CosineDecay`; PyTorch's `CosineAnnealingLR` is the same with `eta_min = alpha · lr`.
 * Loshchilov and Hutter: SGDR (2017);
 * https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS_SCHEDULE` where an option is out of range.
 */
export function cosineSchedule(options: CosineOptions = {}): CosineSchedule {
  return parseSettings(schema, { type: 'cosine', ...options }, 'SHADEGRAD_SETTINGS_SCHEDULE', 'cosine');
}

export const cosineKind: ScheduleKind<CosineSchedule> = {
  schema,
  factor({ alpha, decaySteps }, step, totalSteps) {
    const done = Math.min(1, step / (decaySteps ?? totalSteps));
    return ((1 - alpha) * (1 + Math.cos(Math.PI * done))) / 2 + alpha;
  },
};
