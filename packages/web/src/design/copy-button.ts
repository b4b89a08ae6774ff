// Copies a text, and says for a while that it did.

import { css, html, LitElement } from 'lit';
import { base } from './base-styles.js';
import { icon } from './icons.js';

/** How long it says so, in ms. */
const SAID = 1500;

export class CopyButton extends LitElement {
  static override properties = {
    label: { type: String },
    text: { attribute: false },
    outcome: { state: true },
  };

  static override styles = [
    base,
    css`
      button {
        min-height: 1.75rem;
        padding: 0 var(--space-2);
        font-size: var(--text-sm);
      }
    `,
  ];

  declare label: string;
  /** Made when it is asked for. */
  declare text: () => string;
  declare outcome: 'copied' | 'refused' | undefined;

  constructor() {
    super();
    this.label = 'Copy';
    this.text = () => '';
  }

  override render() {
    const said = { copied: 'Copied', refused: 'The browser refused' };
    return html`<button @click=${() => this.#copy()}>
      ${icon(this.outcome === 'copied' ? 'check' : 'copy')} ${this.label}
      <span class="visually-hidden" role="status">${this.outcome ? said[this.outcome] : ''}</span>
    </button>`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text());
      this.outcome = 'copied';
    } catch {
      this.outcome = 'refused';
    }
    setTimeout(() => {
      this.outcome = undefined;
    }, SAID);
  }
}

customElements.define('copy-button', CopyButton);

declare global {
  interface HTMLElementTagNameMap {
    'copy-button': CopyButton;
  }
}
