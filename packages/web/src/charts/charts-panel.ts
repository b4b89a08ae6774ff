// The learning curves of the run, how they are drawn, and the table behind them.

import { css, html, LitElement } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { inputOf } from '../design/event-target.js';
import { stepsPerEpochOf } from '../runs/kept-run.js';
import { labelsOf } from '../runs/run-labels.js';
import { comparedRuns, type RunsState } from '../runs/runs-state.js';
import { memo } from '../store/memo.js';
import { Selected } from '../store/selected.js';
import type { ChartOptions, XAxis } from './chart-options.js';
import type { ComparedCurve } from './chart-data.js';
import { describeChart } from './describe.js';
import '../design/app-card.js';
import '../design/segmented-control.js';
import type { Chosen } from '../design/segmented-control.js';
import './epoch-table.js';
import './metric-chart.js';

const NONE: readonly ComparedCurve[] = [];

export class ChartsPanel extends LitElement {
  static override properties = { app: { attribute: false } };

  static override styles = [
    base,
    css`
      .options {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      .smoothing {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        font-size: var(--text-sm);
      }
      .smoothing input {
        width: 6rem;
      }
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr));
        gap: var(--space-4);
      }
      summary {
        color: var(--quiet);
        font-size: var(--text-sm);
        cursor: pointer;
      }
    `,
  ];

  declare app: App;
  readonly #options = new Selected(this, (state) => state.charts);
  readonly #epochs = new Selected(this, (state) => state.run.epochs);
  readonly #learningRates = new Selected(this, (state) => state.run.learningRates);
  readonly #stepsPerEpoch = new Selected(this, (state) => state.run.progress?.stepsPerEpoch || 1);
  readonly #runs = new Selected(this, (state) => state.runs);
  readonly #runId = new Selected(this, (state) => state.run.id);
  readonly #scheme = new Selected(this, (state) => state.theme.scheme);

  override render() {
    const options = this.#options.value;
    const epochs = this.#epochs.value;
    const runs = this.#runs.value;
    return html`<app-card heading="Learning curves">
      <div slot="beside" class="options">
        <segmented-control
          label="Horizontal axis"
          .options=${[
            ['step', 'Steps'],
            ['epoch', 'Epochs'],
            ['time', 'Time'],
          ]}
          .value=${options.x}
          @change=${({ value }: Chosen<XAxis>) => this.#change({ x: value })}
        ></segmented-control>
        <label class="smoothing">
          <span class="quiet">Smoothing</span>
          <input
            type="range"
            min="0"
            max="0.98"
            step="0.02"
            .value=${String(options.smoothing)}
            @input=${(event: Event) => this.#change({ smoothing: inputOf(event).valueAsNumber })}
          />
        </label>
        <label class="check">
          <input
            type="checkbox"
            .checked=${options.logarithmic}
            @change=${(event: Event) => this.#change({ logarithmic: inputOf(event).checked })}
          />
          <span>Log loss</span>
        </label>
      </div>
      <div class="charts">
        ${(['loss', 'accuracy'] as const).map(
          (quantity) =>
            html`<metric-chart
              quantity=${quantity}
              scheme=${this.#scheme.value}
              sentence=${describeChart(quantity, epochs)}
              .history=${this.app.metrics}
              .options=${options}
              .stepsPerEpoch=${this.#stepsPerEpoch.value}
              .learningRates=${this.#learningRates.value}
              .compared=${this.#compared(runs.compared, runs.list, this.#runId.value)}
            ></metric-chart>`,
        )}
      </div>
      <details>
        <summary>Epochs as a table</summary>
        <epoch-table .epochs=${epochs}></epoch-table>
      </details>
    </app-card>`;
  }

  /** The same array as long as the same runs are compared: another means another drawing. */
  readonly #compared = memo(
    (
      ids: readonly string[],
      list: RunsState['list'] = [],
      current: string | undefined,
    ): readonly ComparedCurve[] => {
      if (ids.length === 0) return NONE;
      const runs = comparedRuns({ list, compared: ids });
      const labels = labelsOf(runs);
      return runs.flatMap((run, place) => {
        const history = this.app.runs.history(run.id);
        // The run that is open is drawn already.
        if (history === undefined || run.id === current) return [];
        return [{ name: labels[place] ?? '', place, history, stepsPerEpoch: stepsPerEpochOf(run) || 1 }];
      });
    },
  );

  #change(change: Partial<ChartOptions>): void {
    this.app.store.update(({ charts }) => ({ charts: { ...charts, ...change } }));
  }
}

customElements.define('charts-panel', ChartsPanel);

declare global {
  interface HTMLElementTagNameMap {
    'charts-panel': ChartsPanel;
  }
}
