// Ties a component to a part of the store: it is drawn again when that part is another, and only then.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { App } from '../app/app.js';
import type { AppState } from './app-state.js';

/** A component that was given the app. */
export interface AppHost extends ReactiveControllerHost {
  app: App;
}

/**
 * @example
 * class RunFigures extends LitElement {
 *   readonly #run = new Selected(this, (state) => state.run);
 *   override render() { return html`${this.#run.value.phase}`; }
 * }
 */
export class Selected<Part> implements ReactiveController {
  readonly #host: AppHost;
  readonly #select: (state: AppState) => Part;
  #app: App | undefined;
  #part: Part | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(host: AppHost, select: (state: AppState) => Part) {
    this.#host = host;
    this.#select = select;
    host.addController(this);
  }

  get value(): Part {
    return this.#select(this.#host.app.store.state);
  }

  hostConnected(): void {
    // The host may have been taken out and put back.
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { app } = this.#host;
    if (app === undefined) return;
    this.#part = this.value;
    if (app === this.#app) return;
    this.hostDisconnected();
    this.#app = app;
    this.#unsubscribe = app.store.subscribe(() => {
      if (this.value !== this.#part) this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#app = undefined;
  }
}
