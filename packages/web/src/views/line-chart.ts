// One quantity over the steps of a run: each step faintly, and a running mean over them, with its latest value in words.

import { css, html, LitElement, svg } from 'lit';
import { runningMean } from './running-mean.js';

const WIDTH = 320;
const HEIGHT = 110;

export class LineChart extends LitElement {
  static override properties = {
    label: { type: String },
    values: { attribute: false },
    steps: { type: Number },
    top: { type: Number },
    format: { attribute: false },
  };

  static override styles = css`
    :host {
      display: block;
      color: var(--accent);
    }
    header {
      display: flex;
      justify-content: space-between;
      font-size: 0.875rem;
      color: var(--quiet);
    }
    strong {
      color: var(--text);
      font-variant-numeric: tabular-nums;
    }
    svg {
      display: block;
      width: 100%;
      height: 7rem;
      border-bottom: 1px solid var(--line);
    }
    polyline {
      fill: none;
      stroke: currentColor;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
    .raw {
      opacity: 0.3;
    }
    .mean {
      stroke-width: 2;
    }
  `;

  declare label: string;
  /** One value a step, from the first step on. */
  declare values: readonly number[];
  /** Steps of the whole run, which the width stands for. */
  declare steps: number;
  /** Value at the upper edge; the lower edge is 0. */
  declare top: number;
  declare format: (value: number) => string;

  constructor() {
    super();
    this.label = '';
    this.values = [];
    this.steps = 0;
    this.top = 1;
    this.format = String;
  }

  override render() {
    const means = runningMean(this.values);
    const latest = means.at(-1);
    const now = latest === undefined ? '–' : this.format(latest);
    return html`
      <header><span>${this.label}</span><strong>${now}</strong></header>
      <svg
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        preserveAspectRatio="none"
        role="img"
        aria-label="${this.label} over the steps, now ${now}"
      >
        ${svg`<polyline class="raw" points=${this.#points(this.values)} />
              <polyline class="mean" points=${this.#points(means)} />`}
      </svg>
    `;
  }

  #points(values: readonly number[]): string {
    const last = Math.max(1, this.steps - 1);
    return values
      .map((value, index) => {
        const height = Math.min(1, Math.max(0, value / this.top)) * HEIGHT;
        return `${((index / last) * WIDTH).toFixed(1)},${(HEIGHT - height).toFixed(1)}`;
      })
      .join(' ');
  }
}

customElements.define('line-chart', LineChart);

declare global {
  interface HTMLElementTagNameMap {
    'line-chart': LineChart;
  }
}
