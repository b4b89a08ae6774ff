// Says in the store what a command about runs is doing, and afterwards what it could not do.

import { failureOf } from '../design/failure.js';
import type { AppState } from '../store/app-state.js';
import type { Store } from '../store/store.js';

/** @param what In words: `Packing the run`. */
export async function whileBusy(
  store: Store<AppState>,
  what: string,
  work: () => Promise<void>,
): Promise<void> {
  store.update(({ runs: { failure: _failure, ...runs } }) => ({ runs: { ...runs, busy: what } }));
  try {
    await work();
  } catch (error) {
    store.update(({ runs }) => ({ runs: { ...runs, failure: failureOf(error) } }));
  } finally {
    store.update(({ runs: { busy: _busy, ...runs } }) => ({ runs }));
  }
}
