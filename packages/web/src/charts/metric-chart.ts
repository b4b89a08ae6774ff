// Loss or accuracy of a run, training and validation. The points go from the history straight to the canvas; Lit draws the
// frame around it and hears of options alone.

import type { LearningRateChange } from '@shadegrad/core';
import { css, html, LitElement, unsafeCSS, type PropertyValues } from 'lit';
import './known-language.js';
import uPlot from 'uplot';
import uPlotStyles from 'uplot/dist/uPlot.min.css?inline';
import { base } from '../design/base-styles.js';
import { runColor, runSwatch } from '../runs/run-swatch.js';
import { loss, percent, rate } from '../design/format.js';
import { chartData, chartDataWith, type ComparedCurve, type Quantity, xOfStep } from './chart-data.js';
import { type ChartOptions, initialChartOptions } from './chart-options.js';
import type { PictureRequest } from './chart-picture.js';
import { MetricHistory } from './metric-history.js';
import { saveFile } from '../design/save-file.js';
import { seriesStyle } from './series-style.js';
import { plotOptions } from './plot-options.js';

const HEIGHT = 198;
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
      /* On a line of its own, so that charts beside each other stand alike. */
      .legend {
        flex-basis: 100%;
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-4);
        color: var(--quiet);
      }
      .compared b {
        color: var(--quiet);
        font-weight: 400;
      }
      .swatch {
        margin-right: var(--space-1);
        vertical-align: middle;
      }
      .legend span:not(.compared)::before {
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
      .save {
        display: flex;
        justify-content: flex-end;
      }
      .save button {
        min-height: 1.5rem;
        padding: 0 var(--space-2);
        color: var(--quiet);
        font-size: var(--text-xs);
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
  readonly #colors = new Map<string, string>();
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
      color: (name) => this.#color(name),
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
    this.#colors.clear();
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
        { name: 'training', color: this.#color('--series-training'), dash: [] },
        { name: 'validation', color: this.#color('--series-validation'), dash: [6, 4], hasPoints: true },
        ...this.compared.map(({ name, place }) => {
          const { color, dash } = seriesStyle(place);
          return { name, color: this.#color(color), dash };
        }),
      ],
      isLogarithmic: isLoss && this.options.logarithmic,
      format: (value) => (isLoss ? rate(value) : percent(value, 0)),
      colors: {
        background: this.#color('--surface'),
        text: this.#color('--text'),
        line: this.#color('--line'),
      },
    };
  }

  /** A canvas knows no custom properties: their values as the page resolves them, asked for once in each drawing's life. */
  #color(name: string): string {
    const known = this.#colors.get(name) ?? this.#resolve(name);
    this.#colors.set(name, known);
    return known;
  }

  #resolve(name: string): string {
    const probe = document.createElement('span');
    probe.className = 'probe';
    probe.style.color = `var(${name})`;
    this.renderRoot.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
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
