// One tab trains a run. The lock lives as long as the worker that holds it, however that ends.

import { ShadegradError } from '@shadegrad/core';

const PREFIX = 'shadegrad-run:';

/** Ms. Pages that wait for a run to be free have its lock for a moment once it is. */
const PATIENCE = 2000;

/**
 * Takes the run for this worker.
 *
 * @returns Gives it back.
 * @throws ShadegradError `SHADEGRAD_RUN_LOCKED` where another tab has it.
 */
export async function lockRun(id: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const hold = (): Promise<void> =>
      new Promise((release) => {
        resolve(() => release());
      });
    navigator.locks
      .request(PREFIX + id, { signal: AbortSignal.timeout(PATIENCE) }, hold)
      .catch((error: unknown) => {
        const isTaken = error instanceof DOMException && error.name === 'TimeoutError';
        reject(isTaken ? locked() : error);
      });
  });
}

const locked = (): ShadegradError =>
  new ShadegradError(
    'SHADEGRAD_RUN_LOCKED',
    'This run is open in another tab.',
    'Go on with it there, or close that tab first.',
  );

/** The runs that some tab has open. */
export async function lockedRuns(): Promise<ReadonlySet<string>> {
  const { held = [] } = await navigator.locks.query();
  const names = held.map(({ name = '' }) => name);
  return new Set(names.flatMap((name) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])));
}

/** Done once nobody has the run. A page that was just left may take a while to be gone. */
export async function unlocked(id: string): Promise<void> {
  await navigator.locks.request(PREFIX + id, { mode: 'shared' }, () => undefined);
}
