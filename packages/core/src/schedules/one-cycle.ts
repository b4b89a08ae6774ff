// One cycle: up to the base learning rate, then down to next to nothing; trains to a good score in few epochs.

import * as v from 'valibot';
import { fraction, realNumber, settingsOf } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';
import type { ScheduleKind } from './schedule.js';

export interface OneCycleSchedule {
  readonly type: 'oneCycle';
  /** Share of the run that the rise takes. */
  readonly pctStart: number;
  /** The run starts at the base learning rate divided by this. */
  readonly divFactor: number;
  /** The run ends at the starting learning rate divided by this. */
  readonly finalDivFactor: number;
  readonly annealStrategy: 'cos' | 'linear';
}

export interface OneCycleOptions {
  /** @default 0.3 */
  readonly pctStart?: number;
  /** @default 25 */
  readonly divFactor?: number;
  /** @default 10000 */
  readonly finalDivFactor?: number;
  /** @default 'cos' */
  readonly annealStrategy?: 'cos' | 'linear';
}

const divisor = realNumber('must be a finite number of at least 1', (x) => x >= 1);

const schema = settingsOf('oneCycle', {
  pctStart: v.optional(fraction, 0.3),
  divFactor: v.optional(divisor, 25),
  finalDivFactor: v.optional(divisor, 1e4),
  annealStrategy: v.optional(v.picklist(['cos', 'linear'], 'must be "cos" or "linear"'), 'cos'),
});

/**
 * Two phases: from base / `divFactor` up to the base learning rate, then down to
 * base / `divFactor` / `finalDivFactor` at the run's last step.
 *
 * Options as in PyTorch's `OneCycleLR`, whose `max_lr` is the base learning rate here; momentum stays as it is.
 * Smith and Topin: Super-Convergence (2018);
 * https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS_SCHEDULE` where an option is out of range.
 */
export function oneCycleSchedule(options: OneCycleOptions = {}): OneCycleSchedule {
  return parseSettings(schema, { type: 'oneCycle', ...options }, 'SHADEGRAD_SETTINGS_SCHEDULE', 'oneCycle');
}

export const oneCycleKind: ScheduleKind<OneCycleSchedule> = {
  schema,
  factor({ pctStart, divFactor, finalDivFactor, annealStrategy }, step, totalSteps) {
    const start = 1 / divFactor;
    const end = start / finalDivFactor;
    // The peak may lie between two steps, and before the first one where the rise is that short.
    const last = totalSteps - 1;
    const peak = Math.max(0, pctStart * totalSteps - 1);
    const anneal = annealStrategy === 'cos' ? alongCosine : alongLine;
    if (step >= last) return end;
    return step < peak ? anneal(start, 1, step / peak) : anneal(1, end, (step - peak) / (last - peak));
  },
};

const alongCosine = (from: number, to: number, done: number): number =>
  to + ((from - to) * (1 + Math.cos(Math.PI * done))) / 2;

const alongLine = (from: number, to: number, done: number): number => from + (to - from) * done;
