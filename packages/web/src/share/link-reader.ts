// Takes network and settings from the address, when the page opens and when the address changes.

import { failureOf } from '../design/failure.js';
import { networkOf } from '../network/network-state.js';
import type { AppState } from '../store/app-state.js';
import type { Store } from '../store/store.js';
import { parseShare } from './share-link.js';

export class LinkReader {
  readonly #store: Store<AppState>;

  constructor(store: Store<AppState>) {
    this.#store = store;
  }

  start(): void {
    this.#read();
    addEventListener('hashchange', () => this.#read());
  }

  dismiss(): void {
    this.#store.update({ link: {} });
  }

  #read(): void {
    try {
      const shared = parseShare(location.hash);
      if (shared === undefined) return;
      const { model, settings } = shared;
      this.#store.update({ network: networkOf(model.name, model.layers), settings, link: { isTaken: true } });
    } catch (error) {
      this.#store.update({ link: { failure: failureOf(error) } });
    }
    // What is edited from here on is no longer what the address says.
    history.replaceState(null, '', location.pathname + location.search);
  }
}
