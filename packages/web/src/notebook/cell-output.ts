// What a cell shows, in a tree of its own: its styles reach nothing else of the page. While the cell runs the place is as
// high as before, so that what stands below does not jump.

import { css, type PropertyValues, ReactiveElement } from 'lit';
import { outputStyles } from './output-styles.js';

export class CellOutput extends ReactiveElement {
  static override properties = {
    content: { attribute: false },
    isHeld: { attribute: false },
  };

  static override styles = [
    outputStyles,
    css`
      :host {
        display: block;
        /* What a cell positions stays within its output. */
        contain: layout;
        overflow-x: auto;
        overflow-y: hidden;
      }
      :host > div > * + * {
        margin-top: var(--space-2);
      }
    `,
  ];

  /** The session's element. */
  declare content: HTMLElement | undefined;
  /** Whether what was shown before is going to be shown again. */
  declare isHeld: boolean;
  #height = 0;
  readonly #sizes = new ResizeObserver(() => {
    if (!this.isHeld) this.#height = this.offsetHeight;
    // What is wider than the page is scrolled with keys, too.
    if (this.scrollWidth > this.clientWidth) this.tabIndex = 0;
    else this.removeAttribute('tabindex');
  });

  constructor() {
    super();
    this.isHeld = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#observe();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  override updated(changed: PropertyValues<this>) {
    if (changed.has('content')) {
      this.renderRoot.replaceChildren(...(this.content ? [this.content] : []));
      this.#observe();
    }
    // Told before the next layout: the height is still that of what was shown.
    if (changed.has('isHeld')) this.style.minHeight = this.isHeld ? `${this.#height}px` : '';
  }

  #observe(): void {
    this.#sizes.disconnect();
    this.#sizes.observe(this);
    if (this.content) this.#sizes.observe(this.content);
  }
}

customElements.define('cell-output', CellOutput);

declare global {
  interface HTMLElementTagNameMap {
    'cell-output': CellOutput;
  }
}
