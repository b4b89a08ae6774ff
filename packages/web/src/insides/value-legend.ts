// What the colours of a picture mean: a bar of the scale with its ends in numbers.

import { css, html, LitElement } from 'lit';
import { base } from '../design/base-styles.js';
import { figure } from './figure.js';
import { paintValue, type ValueScale } from './palette.js';

const STEPS = 64;

export class ValueLegend extends LitElement {
  static override properties = {
    scale: { attribute: false },
    from: { type: String },
    to: { type: String },
  };

  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        color: var(--quiet);
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      canvas {
        width: 4rem;
        height: 0.625rem;
        border: 1px solid var(--line-strong);
        border-radius: 2px;
      }
    `,
  ];

  declare scale: ValueScale;
  /** What stands at the ends; the scale's own values where they are left out. */
  declare from: string | undefined;
  declare to: string | undefined;

  constructor() {
    super();
    this.scale = { isSigned: false, most: 1 };
  }

  override render() {
    const { isSigned, most } = this.scale;
    return html`${this.from ?? (isSigned ? figure(-most) : '0')}
      <canvas width=${STEPS} height="1" aria-hidden="true"></canvas>
      ${this.to ?? figure(most)}`;
  }

  override updated() {
    const { isSigned, most } = this.scale;
    const context = this.renderRoot.querySelector('canvas')?.getContext('2d');
    if (!context) return;
    const image = new ImageData(STEPS, 1);
    // An empty scale still shows its colours.
    const shown = { isSigned, most: most || 1 };
    for (let i = 0; i < STEPS; i++) {
      const share = i / (STEPS - 1);
      paintValue(image, i, shown.most * (isSigned ? 2 * share - 1 : share), shown);
    }
    context.putImageData(image, 0, 0);
  }
}

customElements.define('value-legend', ValueLegend);

declare global {
  interface HTMLElementTagNameMap {
    'value-legend': ValueLegend;
  }
}
