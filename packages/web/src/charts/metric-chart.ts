// Loss or accuracy of a run, training and validation. The points go from the history straight to the canvas; Lit draws the
// frame around it and hears of options alone.

import type { LearningRateChange } from '@shadegrad/core';
import { html, LitElement, unsafeCSS, type PropertyValues } from 'lit';
import './known-language.js';
import uPlot from 'uplot';
import uPlotStyles from 'uplot/dist/uPlot.min.css?inline';
import { base } from '../design/base-styles.js';
import { runColor, runSwatch } from '../runs/run-swatch.js';
import { loss, percent, rate } from '../design/format.js';
import { chartData, chartDataWith, type ComparedCurve, type Quantity, xOfStep } from './chart-data.js';
import { type ChartOptions, initialChartOptions } from './chart-options.js';
import type { PictureRequest } from './chart-picture.js';
import { HEIGHT, metricChartStyles } from './metric-chart-styles.js';
import { MetricHistory } from './metric-history.js';
import { saveFile } from '../design/save-file.js';
import { ResolvedColors } from './resolved-colors.js';
import { seriesStyle } from './series-style.js';
import { plotOptions } from './plot-options.js';

/** While points come in, drawing takes at most such a part of the time. */
const DRAWING_SHARE = 0.2;

export class MetricChart extends LitElement {
  static override properties = {
    quantity: { type: String },
    history: { attribute: false },
    options: { attribute: false },
    stepsPerEpoch: { attribute: false },
    learningRates: { attribute: false },
    compared: { attribute: false },
    scheme: { type: String },
    sentence: { type: String },
  };

  static override styles = [base, unsafeCSS(uPlotStyles), metricChartStyles];

  declare quantity: Quantity;
  declare history: MetricHistory;
  declare options: ChartOptions;
  declare stepsPerEpoch: number;
  declare learningRates: readonly LearningRateChange[];
  /** Runs whose curves are drawn beside it. */
  declare compared: readonly ComparedCurve[];
  /** The page's colours; another means another drawing. */
  declare scheme: 'light' | 'dark';
  /** The chart in words. */
  declare sentence: string;
  #plot: uPlot | undefined;
  #frame: number | undefined;
  /** When the next points may be drawn, as `performance.now()`. */
  #notBefore = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #colors = new ResolvedColors(() => this.renderRoot);
  #unsubscribe: (() => void) | undefined;
  readonly #resizing = new ResizeObserver(() => this.#plot?.setSize(this.#size));

  constructor() {
    super();
    this.quantity = 'loss';
    this.history = new MetricHistory();
    this.options = initialChartOptions;
    this.stepsPerEpoch = 1;
    this.learningRates = [];
    this.compared = [];
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
          ${this.compared.map(
            ({ name, place }) =>
              html`<span class="compared" ${runColor(place)}>
                ${runSwatch(place)}<b>${name}</b> <output aria-live="off"></output>
              </span>`,
          )}
        </div>
      </figcaption>
      <div class="plot" role="img" aria-label=${this.sentence}></div>
      <div class="save">
        ${(['svg', 'png'] as const).map(
          (format) =>
            html`<button
              class="plain"
              aria-label="${this.quantity === 'loss' ? 'Loss' : 'Accuracy'} as ${format.toUpperCase()}"
              @click=${() => void this.#save(format)}
            >
              ${format.toUpperCase()}
            </button>`,
        )}
      </div>
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
    const redraws = ['history', 'options', 'scheme', 'quantity', 'stepsPerEpoch', 'compared'] as const;
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
      compared: this.compared.map(({ place }) => seriesStyle(place)),
      color: (name) => this.#colors.of(name),
      marks: () => this.#marks(),
      onCursor: (index) => this.#tell(index),
    });
    this.#plot = new uPlot(options, this.#data, container);
    this.#tell(undefined);
    this.#resizing.observe(this);
    this.#unsubscribe = this.history.subscribe(() => this.#drawSoon());
  }

  #end(): void {
    this.#unsubscribe?.();
    this.#resizing.disconnect();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#colors.forget();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #drawSoon(): void {
    if (this.#timer !== undefined || this.#frame !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#frame = requestAnimationFrame(() => this.#draw());
    }, this.#notBefore - performance.now());
  }

  #draw(): void {
    this.#frame = undefined;
    const begun = performance.now();
    this.#plot?.setData(this.#data);
    this.#tell(this.#plot?.cursor.idx ?? undefined);
    const now = performance.now();
    this.#notBefore = now + (now - begun) * (1 / DRAWING_SHARE - 1);
  }

  get #data(): uPlot.AlignedData {
    const { history, quantity, options, stepsPerEpoch, compared } = this;
    const own = chartData(history, quantity, options, stepsPerEpoch);
    return chartDataWith(compared, quantity, options, own);
  }

  #marks(): number[] {
    return this.learningRates.flatMap(
      ({ step }) => xOfStep(this.history, step, this.options, this.stepsPerEpoch) ?? [],
    );
  }

  /** Values beside the legend: those at the cursor, or the last ones. */
  #tell(index: number | undefined): void {
    const [, , ...curves] = this.#data;
    const show = this.quantity === 'loss' ? loss : percent;
    this.renderRoot.querySelectorAll('output').forEach((output, i) => {
      output.textContent = show(valueAt(curves[i] ?? [], index));
    });
  }

  async #save(format: 'svg' | 'png'): Promise<void> {
    const { chartPng, chartSvg } = await import('./chart-picture.js');
    const svg = chartSvg(this.#picture);
    const contents = format === 'svg' ? svg : await chartPng(svg);
    saveFile(`${this.quantity}.${format}`, contents, format === 'svg' ? 'image/svg+xml' : 'image/png');
  }

  get #picture(): PictureRequest {
    const [xs, , ...curves] = this.#data;
    const isLoss = this.quantity === 'loss';
    return {
      title: isLoss ? 'Loss' : 'Accuracy',
      xTitle: { step: 'steps', epoch: 'epochs', time: 'seconds of training' }[this.options.x],
      data: [xs, ...curves],
      curves: [
        { name: 'training', color: this.#colors.of('--series-training'), dash: [] },
        { name: 'validation', color: this.#colors.of('--series-validation'), dash: [6, 4], hasPoints: true },
        ...this.compared.map(({ name, place }) => {
          const { color, dash } = seriesStyle(place);
          return { name, color: this.#colors.of(color), dash };
        }),
      ],
      isLogarithmic: isLoss && this.options.logarithmic,
      format: (value) => (isLoss ? rate(value) : percent(value, 0)),
      colors: {
        background: this.#colors.of('--surface'),
        text: this.#colors.of('--text'),
        line: this.#colors.of('--line'),
      },
    };
  }
}

/** The curve's last value up to a position; without one, its last. */
function valueAt(curve: ArrayLike<number | null | undefined>, index = curve.length - 1): number | undefined {
  for (let i = Math.min(index, curve.length - 1); i >= 0; i--) {
    const value = curve[i];
    if (value !== null && value !== undefined) return value;
  }
  return undefined;
}

customElements.define('metric-chart', MetricChart);

declare global {
  interface HTMLElementTagNameMap {
    'metric-chart': MetricChart;
  }
}
