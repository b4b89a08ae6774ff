// The state of a cell that people see.

import type { Cell } from '../format/notebook.js';

export type CellStatus = 'idle' | 'running' | 'done' | 'failed' | 'stopped';

export interface CellRun {
  readonly cell: Cell;
  readonly status: CellStatus;
  /** What it threw, where it failed. */
  readonly error?: unknown;
  /** How long its last run took, or takes so far. */
  readonly seconds?: number;
  /** Whether its text is another than when it ran. */
  readonly isEdited: boolean;
  /** What it displays. The element stays the same; what is in it changes. */
  readonly output: HTMLElement;
}

/** What a stopped cell's calls of `display` throw, so that its loops end. */
export class CellStopped extends Error {
  override readonly name = 'CellStopped';

  constructor() {
    super('The cell was stopped.');
  }
}
