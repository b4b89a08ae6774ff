// How runs are called beside each other.

import type { KeptRun } from './kept-run.js';

/** When a run began, for people. */
export const begunAt = (
  { created }: Pick<KeptRun, 'created'>,
  timeStyle: 'short' | 'medium' = 'short',
): string => new Date(created).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle });

/** Their names; those that several of them have, with when each began. */
export function labelsOf(runs: readonly Pick<KeptRun, 'name' | 'created'>[]): string[] {
  const isShared = (name: string): boolean => runs.filter((run) => run.name === name).length > 1;
  return runs.map((run) => (isShared(run.name) ? `${run.name}, ${begunAt(run, 'medium')}` : run.name));
}
