// The kept runs as the page knows them.

import type { Failure } from '../design/failure.js';
import type { KeptRun } from './kept-run.js';

export interface RunsState {
  /** Newest first; undefined until they are read. */
  readonly list: readonly KeptRun[] | undefined;
  /** Runs that some tab has open, this one among them. */
  readonly locked: ReadonlySet<string>;
  /** Runs whose curves are drawn beside those of the run, in the order in which they were chosen. */
  readonly compared: readonly string[];
  /** What a command is doing, in words. */
  readonly busy?: string;
  /** What a command could not do. */
  readonly failure?: Failure;
  /** Why the run is not kept. */
  readonly trouble?: Failure;
  /** Bytes that this page keeps, and that it may keep, as the browser estimates. */
  readonly usage?: { readonly used: number; readonly quota: number };
  /** Whether the offer to go on with an unfinished run was declined. */
  readonly isOfferDeclined: boolean;
}

export const noRuns: RunsState = {
  list: undefined,
  locked: new Set(),
  compared: [],
  isOfferDeclined: false,
};

/** As many curves can be told apart. */
export const MOST_COMPARED = 5;

/** The newest run that was under way when its page was closed, and that no tab has open. */
export function unfinishedRun({ list = [], locked }: RunsState): KeptRun | undefined {
  return list.find(({ id, status, step }) => status === 'running' && step > 0 && !locked.has(id));
}

/** The runs that are compared, in the order of their curves. */
export function comparedRuns({ list = [], compared }: Pick<RunsState, 'list' | 'compared'>): KeptRun[] {
  return compared.flatMap((id) => list.find((run) => run.id === id) ?? []);
}
