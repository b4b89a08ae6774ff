// What a caller may ask of a profile.

import { ShadegradError } from '../errors.js';
import type { PassName } from '../plan/index.js';
import type { Roofline } from './roofline.js';
import type { TimingMethod } from './stopwatch.js';

export interface ProfileOptions {
  /** @default 'training' */
  readonly pass?: PassName;
  /** Times that each dispatch is timed; the median counts. @default 5 */
  readonly repetitions?: number;
  /** How dispatches are timed. @default timestamps where the device has them */
  readonly method?: TimingMethod;
  /** What the adapter can do at best, if it has been measured already. @default measured, in about two seconds */
  readonly roofline?: Roofline;
  /** Hears how many repetitions are done. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** @throws ShadegradError `SHADEGRAD_SETTINGS`. */
export function checkRepetitions(repetitions = 1): void {
  if (Number.isSafeInteger(repetitions) && repetitions >= 1) return;
  throw new ShadegradError(
    'SHADEGRAD_SETTINGS',
    `The number of repetitions is ${repetitions}.`,
    'Use a whole number from 1; 5 suits most.',
  );
}
