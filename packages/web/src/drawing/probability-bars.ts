// What the network says of a picture: a bar with its number for each class, the largest marked and said in words.

import { css, html, LitElement } from 'lit';
import { base } from '../design/base-styles.js';
import { percent } from '../design/format.js';
import { styled } from '../design/styled.js';

export class ProbabilityBars extends LitElement {
  static override properties = {
    classes: { attribute: false },
    probabilities: { attribute: false },
    hint: { type: String },
  };

  static override styles = [
    base,
    css`
      p {
        min-height: 1.5rem;
      }
      ul {
        display: grid;
        gap: 3px;
        margin-top: var(--space-2);
        font-size: var(--text-sm);
        font-variant-numeric: tabular-nums;
      }
      li {
        display: grid;
        grid-template-columns: minmax(1.25rem, max-content) minmax(0, 1fr) 3.75rem;
        align-items: center;
        gap: var(--space-2);
        line-height: 1.3;
      }
      li.largest {
        font-weight: 650;
      }
      .track {
        height: 0.625rem;
        border-radius: 2px;
        background: var(--sunken);
        overflow: hidden;
      }
      .track div {
        height: 100%;
        background: var(--line-strong);
      }
      .largest .track div {
        background: var(--accent);
      }
      li span:last-child {
        text-align: right;
      }
    `,
  ];

  declare classes: readonly string[];
  declare probabilities: readonly number[] | undefined;
  /** Why there are none. */
  declare hint: string;

  constructor() {
    super();
    this.classes = [];
    this.hint = '';
  }

  override render() {
    const values = this.probabilities ?? [];
    const largest = values.indexOf(Math.max(...values));
    return html`<p role="status">
        ${largest < 0 ? html`<span class="quiet small">${this.hint}</span>` : html`It says <strong>${this.classes[largest]}</strong>`}
      </p>
      <ul aria-label="Probabilities">
        ${this.classes.map((name, i) => {
          const value = values[i];
          return html`<li class=${i === largest ? 'largest' : ''}>
            <span>${name}</span>
            <div class="track"><div ${styled({ width: `${100 * (value ?? 0)}%` })}></div></div>
            <span>${percent(value, 1)}</span>
          </li>`;
        })}
      </ul>`;
  }
}

customElements.define('probability-bars', ProbabilityBars);

declare global {
  interface HTMLElementTagNameMap {
    'probability-bars': ProbabilityBars;
  }
}
