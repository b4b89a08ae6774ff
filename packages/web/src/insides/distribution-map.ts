// How the values of a tensor were spread over the run: steps from left to right, values from low to high, the brighter the
// more values there.

import type { Histogram } from '@shadegrad/core';
import { css, html, LitElement } from 'lit';
import { base } from '../design/base-styles.js';
import { count, percent } from '../design/format.js';
import { figure } from './figure.js';
import { densityColumn } from './network-statistics.js';
import { paintValue } from './palette.js';

export interface DistributionRecord {
  readonly step: number;
  readonly histogram: Histogram;
}

const ROWS = 48;

export class DistributionMap extends LitElement {
  static override properties = { name: { type: String }, records: { attribute: false } };

  static override styles = [
    base,
    css`
      figure {
        display: grid;
        grid-template-columns: minmax(0, 1fr) max-content;
        gap: 2px var(--space-2);
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
      }
      figcaption {
        grid-column: 1 / -1;
        display: flex;
        justify-content: space-between;
        gap: var(--space-2);
        font-size: var(--text-sm);
      }
      figcaption .quiet {
        font-size: var(--text-xs);
      }
      canvas {
        width: 100%;
        height: 4.5rem;
        border-radius: 3px;
        background: #000;
        image-rendering: pixelated;
      }
      .values,
      .steps {
        display: flex;
        justify-content: space-between;
        color: var(--quiet);
      }
      .values {
        flex-direction: column;
        min-width: 3.25rem;
      }
    `,
  ];

  declare name: string;
  /** By step. */
  declare records: readonly DistributionRecord[];

  constructor() {
    super();
    this.name = '';
    this.records = [];
  }

  override render() {
    const { records } = this;
    const last = records.at(-1);
    const { low, high } = this.#range;
    const words = last === undefined ? 'nothing yet' : inWords(last.histogram);
    return html`<figure>
      <figcaption><strong>${this.name}</strong> <span class="quiet">${words}</span></figcaption>
      <canvas
        width=${Math.max(1, records.length)}
        height=${ROWS}
        role="img"
        aria-label="${this.name} over the run; last: ${words}"
      ></canvas>
      <div class="values"><span>${figure(high)}</span><span>${figure(low)}</span></div>
      <div class="steps">
        <span>step ${count(records[0]?.step ?? 0)}</span><span>${count(last?.step ?? 0)}</span>
      </div>
    </figure>`;
  }

  override updated() {
    const { records } = this;
    const context = this.renderRoot.querySelector('canvas')?.getContext('2d');
    if (!context || records.length === 0) return;
    const { low, high } = this.#range;
    const columns = records.map(({ histogram }) => densityColumn(histogram, low, high, ROWS));
    const image = new ImageData(columns.length, ROWS);
    columns.forEach((column, x) => {
      const most = Math.max(...column, Number.MIN_VALUE);
      column.forEach((share, row) => {
        // Square roots let the few far out be seen beside the many near 0.
        const brightness = Math.sqrt(share / most);
        paintValue(image, (ROWS - 1 - row) * columns.length + x, brightness, { isSigned: false, most: 1 });
      });
    });
    context.putImageData(image, 0, 0);
  }

  get #range(): { low: number; high: number } {
    const lows = this.records.map(({ histogram }) => histogram.low);
    const highs = this.records.map(({ histogram }) => histogram.high);
    return { low: Math.min(...lows, 0), high: Math.max(...highs, 0) };
  }
}

function inWords({ mean, standardDeviation, zeros, count: all, notFinite }: Histogram): string {
  const zero = zeros > 0 ? `, ${percent(zeros / all, 0)} zero` : '';
  const broken = notFinite > 0 ? `, ${count(notFinite)} not finite` : '';
  return `mean ${figure(mean)} ± ${figure(standardDeviation)}${zero}${broken}`;
}

customElements.define('distribution-map', DistributionMap);

declare global {
  interface HTMLElementTagNameMap {
    'distribution-map': DistributionMap;
  }
}
