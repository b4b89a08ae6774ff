// A panel: a heading, what belongs beside it, and the contents.

import { css, html, LitElement } from 'lit';
import { base } from './base-styles.js';

export class AppCard extends LitElement {
  static override properties = { heading: { type: String } };

  static override styles = [
    base,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
        padding: var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius-lg);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2);
        min-height: 2rem;
      }
      .beside {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
    `,
  ];

  declare heading: string;

  constructor() {
    super();
    this.heading = '';
  }

  override render() {
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${this.heading}</h2>
        <div class="beside"><slot name="beside"></slot></div>
      </header>
      <slot></slot>
    </section>`;
  }
}

customElements.define('app-card', AppCard);

declare global {
  interface HTMLElementTagNameMap {
    'app-card': AppCard;
  }
}
