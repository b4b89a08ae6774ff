// What came of the address that the page was opened with.

import type { Failure } from '../design/failure.js';

export interface LinkState {
  /** Whether network and settings are those of the address. */
  readonly isTaken?: boolean;
  readonly failure?: Failure;
}
