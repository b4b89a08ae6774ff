// Lets files be dropped on a component. While some hover over it, the component has the attribute `dropping`. A file that
// misses all of them falls on the page, which then must not be left for it.

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
    if (!bringsFiles(event)) return;
    event.preventDefault();
    this.#host.setAttribute('dropping', '');
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    this.#host.removeAttribute('dropping');
    this.#onFiles([...(event.dataTransfer?.files ?? [])]);
  }
}

const bringsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;

/** A browser shows a file that is dropped anywhere else in place of the page, and a run would end with it. */
export function ignoreMissedFiles(): void {
  document.addEventListener('dragover', (event) => {
    if (!bringsFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
  });
  document.addEventListener('drop', (event) => {
    if (bringsFiles(event)) event.preventDefault();
  });
}
