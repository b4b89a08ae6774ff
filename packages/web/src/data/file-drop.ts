// Lets files be dropped on a component. While some hover over it, the component has the attribute `dropping`.

import type { LitElement, ReactiveController } from 'lit';

export class FileDrop implements ReactiveController {
  readonly #host: LitElement;
  readonly #onFiles: (files: readonly File[]) => void;
  #leaving: AbortController | undefined;

  constructor(host: LitElement, onFiles: (files: readonly File[]) => void) {
    this.#host = host;
    this.#onFiles = onFiles;
  }

  hostConnected(): void {
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    const host = this.#host;
    host.addEventListener('dragover', (event) => this.#hover(event), { signal });
    host.addEventListener('dragleave', () => host.removeAttribute('dropping'), { signal });
    host.addEventListener('drop', (event) => this.#drop(event), { signal });
  }

  hostDisconnected(): void {
    this.#leaving?.abort();
  }

  #hover(event: DragEvent): void {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.#host.setAttribute('dropping', '');
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    this.#host.removeAttribute('dropping');
    this.#onFiles([...(event.dataTransfer?.files ?? [])]);
  }
}
