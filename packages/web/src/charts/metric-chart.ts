// Loss or accuracy of a run, training and validation. The points go from the history straight to the canvas; Lit draws the
// frame around it and hears of options alone.

import type { LearningRateChange } from '@shadegrad/core';
import { css, html, LitElement, unsafeCSS, type PropertyValues } from 'lit';
import uPlot from 'uplot';
import uPlotStyles from 'uplot/dist/uPlot.min.css?inline';
import { base } from '../design/base-styles.js';
import { loss, percent } from '../design/format.js';
import { chartData, type Quantity, xOfStep } from './chart-data.js';
import { type ChartOptions, initialChartOptions } from './chart-options.js';
import { MetricHistory } from './metric-history.js';
import { plotOptions } from './plot-options.js';

const HEIGHT = 190;

export class MetricChart extends LitElement {
  static override properties = {
    quantity: { type: String },
    history: { attribute: false },
    options: { attribute: false },
    stepsPerEpoch: { attribute: false },
    learningRates: { attribute: false },
    scheme: { type: String },
    sentence: { type: String },
  };

  static override styles = [
    base,
    unsafeCSS(uPlotStyles),
    css`
      figcaption {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--space-4);
        font-size: var(--text-sm);
      }
      .legend {
        display: flex;
        gap: var(--space-4);
        color: var(--quiet);
      }
      .legend span::before {
        content: '';
        display: inline-block;
        width: 0.75rem;
        margin-right: var(--space-2);
        vertical-align: middle;
        border-top: 2px solid currentColor;
      }
      .training::before {
        color: var(--series-training);
      }
      .validation::before {
        color: var(--series-validation);
        border-top-style: dashed;
      }
      output {
        display: inline-block;
        min-width: 4.25rem;
        color: var(--text);
        font-variant-numeric: tabular-nums;
      }
      /* The canvas must not hold a narrowing page open. */
      .plot {
        overflow: hidden;
        min-height: ${HEIGHT}px;
      }
      .probe {
        display: none;
      }
    `,
  ];

  declare quantity: Quantity;
  declare history: MetricHistory;
  declare options: ChartOptions;
  declare stepsPerEpoch: number;
  declare learningRates: readonly LearningRateChange[];
  /** The page's colours; another means another drawing. */
  declare scheme: 'light' | 'dark';
  /** The chart in words. */
  declare sentence: string;
  #plot: uPlot | undefined;
  #frame: number | undefined;
  #unsubscribe: (() => void) | undefined;
  readonly #resizing = new ResizeObserver(() => this.#plot?.setSize(this.#size));

  constructor() {
    super();
    this.quantity = 'loss';
    this.history = new MetricHistory();
    this.options = initialChartOptions;
    this.stepsPerEpoch = 1;
    this.learningRates = [];
    this.scheme = 'light';
    this.sentence = '';
  }

  override render() {
    return html`<figure>
      <figcaption>
        <h3>${this.quantity === 'loss' ? 'Loss' : 'Accuracy'}</h3>
        <div class="legend">
          <span class="training">training <output aria-live="off"></output></span>
          <span class="validation">validation <output aria-live="off"></output></span>
        </div>
      </figcaption>
      <div class="plot" role="img" aria-label=${this.sentence}></div>
    </figure>`;
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.#begin();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
  }

  override updated(changed: PropertyValues<this>) {
    const redraws = ['history', 'options', 'scheme', 'quantity', 'stepsPerEpoch'] as const;
    if (redraws.some((name) => changed.has(name))) {
      this.#end();
      this.#begin();
    } else if (changed.has('learningRates')) {
      this.#plot?.redraw();
    }
  }

  get #size(): { width: number; height: number } {
    return { width: this.clientWidth, height: HEIGHT };
  }

  #begin(): void {
    const container = this.renderRoot.querySelector<HTMLElement>('.plot');
    if (container === null) return;
    const options = plotOptions({
      ...this.#size,
      quantity: this.quantity,
      options: this.options,
      color: (name) => this.#color(name),
      marks: () => this.#marks(),
      onCursor: (index) => this.#tell(index),
    });
    this.#plot = new uPlot(options, this.#data, container);
    this.#tell(undefined);
    this.#resizing.observe(this);
    this.#unsubscribe = this.history.subscribe(() => {
      this.#frame ??= requestAnimationFrame(() => this.#draw());
    });
  }

  #end(): void {
    this.#unsubscribe?.();
    this.#resizing.disconnect();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #draw(): void {
    this.#frame = undefined;
    this.#plot?.setData(this.#data);
    this.#tell(this.#plot?.cursor.idx ?? undefined);
  }

  get #data() {
    return chartData(this.history, this.quantity, this.options, this.stepsPerEpoch);
  }

  #marks(): number[] {
    return this.learningRates.flatMap(
      ({ step }) => xOfStep(this.history, step, this.options, this.stepsPerEpoch) ?? [],
    );
  }

  /** Values beside the legend: those at the cursor, or the last ones. */
  #tell(index: number | undefined): void {
    const [, , smoothed, validation] = this.#data;
    const at = index ?? smoothed.length - 1;
    const validated = validation.slice(0, at + 1).findLast((value) => value !== null);
    const show = this.quantity === 'loss' ? loss : percent;
    const [training, validationOutput] = this.renderRoot.querySelectorAll('output');
    if (training) training.textContent = show(smoothed[at]);
    if (validationOutput) validationOutput.textContent = show(validated ?? undefined);
  }

  /** A canvas knows no custom properties: their values as the page resolves them. */
  #color(name: string): string {
    const probe = document.createElement('span');
    probe.className = 'probe';
    probe.style.color = `var(${name})`;
    this.renderRoot.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }
}

customElements.define('metric-chart', MetricChart);

declare global {
  interface HTMLElementTagNameMap {
    'metric-chart': MetricChart;
  }
}
