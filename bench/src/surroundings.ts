// What the suites are given to work with.

import type { Contender } from './contenders/contender.js';
import type { BenchOptions } from './options.js';
import type { WorkerSettings } from './protocol/messages.js';

/** Says what is happening; not part of the result. */
export type Log = (line: string) => void;

export interface Task {
  readonly options: BenchOptions;
  readonly contenders: readonly Contender[];
  /** The classic network at its usual batch size; suites change what they vary. */
  readonly settings: WorkerSettings;
  readonly testImages: number;
  readonly log: Log;
}
