// The page's keys. They are silent where a person types or a control takes the key for itself.

import type { ReactiveController } from 'lit';
import type { App } from './app.js';

interface Host {
  readonly app: App;
  readonly renderRoot: ParentNode;
}

export class Shortcuts implements ReactiveController {
  readonly #host: Host;
  readonly #onKey = (event: KeyboardEvent): void => this.#press(event);

  constructor(host: Host) {
    this.#host = host;
  }

  hostConnected(): void {
    addEventListener('keydown', this.#onKey);
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.#onKey);
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTakenBy(event)) return;
    const act = this.#actions[event.key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  get #actions(): Readonly<Record<string, () => void>> {
    const { training, store } = this.#host.app;
    return {
      ' ': () => void (store.state.run.phase === 'running' ? training.pause() : training.train()),
      '.': () => void training.stepBatch(),
      e: () => void training.stepEpoch(),
      d: () => this.#host.renderRoot.querySelector('draw-panel')?.focus(),
      '?': () => this.#host.renderRoot.querySelector('app-header')?.openHelp(),
    };
  }
}

/** Fields take all keys; what is pressed with the space bar takes that. */
function isTakenBy(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return false;
  if (target.closest('dialog, select, textarea, [contenteditable]') !== null) return true;
  if (target instanceof HTMLInputElement) {
    return event.key === ' ' || !['checkbox', 'radio', 'range'].includes(target.type);
  }
  return event.key === ' ' && target.closest('button, a, summary') !== null;
}
