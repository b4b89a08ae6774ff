// The schedules that stand alone, and that a warm-up can lead into. Adding one means a file and its line here.

import { schemaByType } from '../setting-schemas.js';
import { type ConstantSchedule, constantKind } from './constant.js';
import { type CosineSchedule, cosineKind } from './cosine.js';
import { type OneCycleSchedule, oneCycleKind } from './one-cycle.js';
import type { ScheduleKind } from './schedule.js';
import { type StepSchedule, stepKind } from './step.js';

interface SettingsByType {
  readonly constant: ConstantSchedule;
  readonly cosine: CosineSchedule;
  readonly step: StepSchedule;
  readonly oneCycle: OneCycleSchedule;
}

export type BaseSchedule = SettingsByType[keyof SettingsByType];

export const BASE_KINDS: { readonly [Type in keyof SettingsByType]: ScheduleKind<SettingsByType[Type]> } = {
  constant: constantKind,
  cosine: cosineKind,
  step: stepKind,
  oneCycle: oneCycleKind,
};

export const baseScheduleSchema = schemaByType<SettingsByType>(BASE_KINDS);

/** Generic in the type, so that the compiler sees that kind and settings belong together. */
export function baseFactor<Type extends keyof SettingsByType>(
  schedule: SettingsByType[Type] & { readonly type: Type },
  step: number,
  totalSteps: number,
): number {
  return BASE_KINDS[schedule.type].factor(schedule, step, totalSteps);
}
