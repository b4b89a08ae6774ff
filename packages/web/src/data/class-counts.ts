// How many examples each class has, as bars with their numbers.

import { css, html, LitElement } from 'lit';

import { base } from '../design/base-styles.js';
import { styled } from '../design/styled.js';
import { count } from '../design/format.js';

export class ClassCounts extends LitElement {
  static override properties = { classes: { attribute: false }, counts: { attribute: false } };

  static override styles = [
    base,
    css`
      ul {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(0, 1fr);
        gap: var(--space-1);
        font-size: var(--text-xs);
        text-align: center;
        font-variant-numeric: tabular-nums;
      }
      li {
        display: grid;
        grid-template-rows: 2rem auto;
        min-width: 0;
      }
      .bar {
        align-self: end;
        border-radius: 2px 2px 0 0;
        background: var(--accent);
        opacity: 0.75;
      }
      li > span {
        overflow: hidden;
        text-overflow: ellipsis;
        color: var(--quiet);
      }
    `,
  ];

  declare classes: readonly string[];
  declare counts: readonly number[];

  constructor() {
    super();
    this.classes = [];
    this.counts = [];
  }

  override render() {
    const most = Math.max(1, ...this.counts);
    return html`<ul aria-label="Examples of each class">
      ${this.classes.map((name, i) => {
        const examples = this.counts[i] ?? 0;
        return html`<li title="${name}: ${count(examples)}">
          <div class="bar" ${styled({ height: `${(100 * examples) / most}%` })}></div>
          <span>${name}<span class="visually-hidden">: ${count(examples)} examples</span></span>
        </li>`;
      })}
    </ul>`;
  }
}

customElements.define('class-counts', ClassCounts);

declare global {
  interface HTMLElementTagNameMap {
    'class-counts': ClassCounts;
  }
}
