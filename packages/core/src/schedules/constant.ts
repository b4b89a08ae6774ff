// No schedule: the base learning rate from the first step to the last.

import { settingsOf } from '../setting-schemas.js';
import type { ScheduleKind } from './schedule.js';

export interface ConstantSchedule {
  readonly type: 'constant';
}

/** The base learning rate throughout. */
export function constantSchedule(): ConstantSchedule {
  return { type: 'constant' };
}

export const constantKind: ScheduleKind<ConstantSchedule> = {
  schema: settingsOf('constant', {}),
  factor: () => 1,
};
