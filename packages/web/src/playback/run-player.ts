// Plays a recorded run back where nothing can be trained: its curves and figures as they came, at a speed of one's own.

import { css, html, LitElement, nothing } from 'lit';
import { initialChartOptions } from '../charts/chart-options.js';
import { describeChart } from '../charts/describe.js';
import { MetricHistory } from '../charts/metric-history.js';
import { base } from '../design/base-styles.js';
import { inputOf } from '../design/event-target.js';
import { count, duration, loss, percent } from '../design/format.js';
import { icon } from '../design/icons.js';
import { COLUMNS } from '../worker/messages.js';
import '../charts/epoch-table.js';
import '../charts/metric-chart.js';
import '../design/app-card.js';
import { secondsOf, type RecordedRun } from './recorded-run.js';

/** The whole run takes so long, in seconds, however long it took. */
const PLAYED = 20;

export class RunPlayer extends LitElement {
  static override properties = {
    run: { attribute: false },
    scheme: { type: String },
    time: { state: true },
    isPlaying: { state: true },
  };

  static override styles = [
    base,
    css`
      .controls {
        display: flex;
        align-items: center;
        gap: var(--space-3);
      }
      .controls input {
        flex: 1;
        min-width: 4rem;
      }
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr));
        gap: var(--space-4);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(6.75rem, 1fr));
        gap: var(--space-3);
        font-variant-numeric: tabular-nums;
      }
      dt {
        color: var(--quiet);
        font-size: var(--text-xs);
      }
      dd {
        font-size: var(--text-lg);
        font-weight: 600;
      }
      .result {
        min-height: 1.5rem;
      }
    `,
  ];

  declare run: RecordedRun | undefined;
  declare scheme: 'light' | 'dark';
  /** Seconds since the run began, as it was recorded. */
  declare time: number;
  declare isPlaying: boolean;
  readonly #history = new MetricHistory();
  #frame: number | undefined;

  constructor() {
    super();
    this.scheme = 'light';
    this.time = 0;
    this.isPlaying = false;
  }

  override render() {
    const { run } = this;
    if (run === undefined) return nothing;
    const all = secondsOf(run);
    const ends = run.ends.filter(({ step }) => step <= (this.#history.last('step') ?? 0));
    const isOver = this.time >= all;
    return html`<app-card heading="A recorded run">
      <p class="quiet small">
        ${run.title} Recorded on ${run.adapter}, where it took ${duration(all)}. Nothing is computed here.
      </p>
      <div class="controls">
        <button class="primary" @click=${() => (this.isPlaying ? this.#pause() : this.#play())}>
          ${icon(this.isPlaying ? 'pause' : 'play')}
          ${this.isPlaying ? 'Pause' : isOver ? 'Play again' : 'Play'}
        </button>
        <input
          type="range"
          aria-label="Time in the run"
          aria-valuetext=${`${duration(this.time)} of ${duration(all)}`}
          min="0"
          max=${all}
          step="any"
          .value=${String(this.time)}
          @input=${(event: Event) => this.#seek(inputOf(event).valueAsNumber)}
        />
        <span class="number quiet small">${duration(this.time)} of ${duration(all)}</span>
      </div>
      <dl>
        ${this.#figures(run, ends).map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      <p class="result" role="status">${isOver ? result(run) : nothing}</p>
      <div class="charts">
        ${(['loss', 'accuracy'] as const).map(
          (quantity) =>
            html`<metric-chart
              quantity=${quantity}
              scheme=${this.scheme}
              sentence=${describeChart(quantity, ends)}
              .history=${this.#history}
              .options=${initialChartOptions}
              .stepsPerEpoch=${run.stepsPerEpoch}
            ></metric-chart>`,
        )}
      </div>
      <epoch-table .epochs=${ends}></epoch-table>
    </app-card>`;
  }

  override connectedCallback() {
    super.connectedCallback();
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) this.#play();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#pause();
  }

  override willUpdate() {
    // Whoever asked for less motion sees where it led, and plays it when they like.
    if (this.run && this.time === 0 && !this.isPlaying) this.#show(secondsOf(this.run));
  }

  #figures(run: RecordedRun, ends: RecordedRun['ends']): readonly (readonly [string, string])[] {
    const history = this.#history;
    return [
      ['Loss', loss(history.last('loss'))],
      ['Accuracy', percent(history.last('accuracy'))],
      ['Validation', percent(ends.at(-1)?.validationAccuracy)],
      ['Epoch', `${history.last('epoch') ?? 1} of ${run.epochs}`],
      ['Step', `${count(history.last('step') ?? 0)} of ${count(run.stepsPerEpoch * run.epochs)}`],
      ['Images/s', ends[0] ? count(ends[0].imagesPerSecond) : '–'],
    ];
  }

  #play(): void {
    const all = this.run ? secondsOf(this.run) : 0;
    if (this.time >= all) this.#show(0);
    this.isPlaying = true;
    let last = performance.now();
    const tick = (now: number): void => {
      const whole = this.run ? secondsOf(this.run) : 0;
      this.#show(Math.min(whole, this.time + ((now - last) / 1000 / PLAYED) * whole));
      last = now;
      if (whole > 0 && this.time >= whole) this.#pause();
      else this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
  }

  #pause(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.isPlaying = false;
  }

  #seek(time: number): void {
    this.#pause();
    this.#show(time);
  }

  /** All steps up to a time. */
  #show(time: number): void {
    const { run } = this;
    const isBack = time < this.time;
    this.time = time;
    if (run === undefined) return;
    if (isBack) this.#history.clear();
    const from = this.#history.length;
    const ended = run.seconds.findIndex((seconds) => seconds > time);
    const to = ended < 0 ? run.seconds.length : ended;
    if (to <= from) return;
    const rows = Array.from({ length: to - from }, (_, i) => COLUMNS.map((name) => run[name][from + i] ?? 0));
    const [after, upTo] = [run.step[from - 1] ?? 0, run.step[to - 1] ?? 0];
    const ends = run.ends.filter(({ step }) => step > after && step <= upTo);
    this.#history.append(Float64Array.from(rows.flat()), ends);
  }
}

function result({ evaluation }: RecordedRun) {
  const { accuracy, confidenceInterval, correct, count: all } = evaluation;
  const [low, high] = confidenceInterval;
  return html`<strong class="number">Test accuracy ${percent(accuracy)}</strong>
    <span class="quiet number">
      95 % interval ${percent(low)} to ${percent(high)}, ${count(correct)} of ${count(all)} right
    </span>`;
}

customElements.define('run-player', RunPlayer);

declare global {
  interface HTMLElementTagNameMap {
    'run-player': RunPlayer;
  }
}
