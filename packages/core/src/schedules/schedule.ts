// What a learning-rate schedule is: settings as plain data and a factor on the base learning rate. One file a schedule.

import type * as v from 'valibot';

export interface ScheduleKind<Settings extends { readonly type: string }> {
  readonly schema: v.GenericSchema<unknown, Settings>;
  /**
   * Factor on the base learning rate.
   *
   * @param step Training steps done before this one, from 0.
   * @param totalSteps Steps of the whole run, at least 1. A schedule stays at its last value past its end.
   */
  factor(settings: Settings, step: number, totalSteps: number): number;
}
