// Says that network and settings came with the address, or why they did not.

import { css, html, LitElement, nothing } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { failureNotice } from '../design/failure-notice.js';
import { Selected } from '../store/selected.js';

export class LinkNotice extends LitElement {
  static override properties = { app: { attribute: false } };

  static override styles = [
    base,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      .row > :first-child {
        flex: 1;
        min-width: 12rem;
      }
    `,
  ];

  declare app: App;
  readonly #link = new Selected(this, (state) => state.link);

  override render() {
    const { isTaken = false, failure } = this.#link.value;
    this.hidden = !isTaken && failure === undefined;
    if (this.hidden) return nothing;
    return html`<div class="row">
      ${
        failure
          ? failureNotice(failure)
          : html`<p class="notice" role="status">
              Network, settings and seed are those of the link that you followed. Press Train to repeat the
              run.
            </p>`
      }
      <button @click=${() => this.app.links.dismiss()}>Close</button>
    </div>`;
  }
}

customElements.define('link-notice', LinkNotice);

declare global {
  interface HTMLElementTagNameMap {
    'link-notice': LinkNotice;
  }
}
