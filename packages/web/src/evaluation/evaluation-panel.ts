// How good the network is on pictures that it has not learned from: accuracy, what is taken for what, figures of each
// class, and the pictures behind them.

import type { Outcome } from '@shadegrad/core';
import { css, html, LitElement, nothing } from 'lit';
import type { App } from '../app/app.js';
import type { DataSummary } from '../data/data-state.js';
import { base } from '../design/base-styles.js';
import { failureNotice } from '../design/failure-notice.js';
import { count, loss, percent } from '../design/format.js';
import { Selected } from '../store/selected.js';
import { hasNetwork } from '../training/run-state.js';
import { type Cell, hardestMistakes, outcomesOf } from './confusion.js';
import type { CellOpened } from './confusion-table.js';
import { currentEvaluation, type EvaluationReport } from './evaluation-state.js';
import type { PictureChosen } from './outcome-gallery.js';
import '../design/app-card.js';
import '../design/segmented-control.js';
import type { Chosen } from '../design/segmented-control.js';
import './class-table.js';
import './confusion-table.js';
import './outcome-gallery.js';

/** Pictures shown at once. */
const SHOWN = 24;

type Unit = 'counts' | 'shares';

export class EvaluationPanel extends LitElement {
  static override properties = {
    app: { attribute: false },
    unit: { state: true },
    cell: { state: true },
    gallery: { state: true },
  };

  static override styles = [
    base,
    css`
      .figures {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-6);
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
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2);
        min-height: 2rem;
      }
      outcome-gallery {
        min-height: 6rem;
      }
      summary {
        color: var(--quiet);
        font-size: var(--text-sm);
        cursor: pointer;
      }
    `,
  ];

  declare app: App;
  declare unit: Unit;
  /** The cell whose pictures are in view; without one, the hardest mistakes are. */
  declare cell: Cell | undefined;
  declare gallery: { readonly outcomes: readonly Outcome[]; readonly images: Uint8Array } | undefined;
  readonly #evaluation = new Selected(this, (state) => state.evaluation);
  readonly #report = new Selected(this, currentEvaluation);
  readonly #run = new Selected(this, (state) => state.run);
  readonly #data = new Selected(this, (state) => state.data);
  /** What the gallery was last filled with. */
  #wanted: { readonly report: EvaluationReport; readonly cell: Cell | undefined } | undefined;

  constructor() {
    super();
    this.unit = 'counts';
  }

  override render() {
    const { share, failure } = this.#evaluation.value;
    const report = this.#report.value;
    const data = this.#data.value;
    const isIdle =
      share === undefined && hasNetwork(this.#run.value) && this.#run.value.phase !== 'evaluating';
    return html`<app-card heading="Evaluation">
      <button slot="beside" ?disabled=${!isIdle} @click=${() => this.#evaluate()}>
        ${share === undefined ? 'Evaluate now' : `Evaluating, ${percent(share, 0)}`}
      </button>
      ${failure ? failureNotice(failure) : nothing}
      ${
        report !== undefined && data.phase === 'ready'
          ? this.#contents(report, data.summary)
          : html`<p class="quiet">
              The test pictures are classified once training has ended, and whenever you ask for it.
            </p>`
      }
    </app-card>`;
  }

  override updated() {
    const report = this.#report.value;
    if (report !== undefined) void this.#fill(report);
  }

  #contents(report: EvaluationReport, { shape, classes }: DataSummary) {
    const { evaluation, outcomes, step } = report;
    const { cell, gallery } = this;
    const total = (cell ? outcomesOf(outcomes, cell) : hardestMistakes(outcomes)).length;
    return html`
      ${figures(report)}
      <div class="head">
        <h3>Confusion matrix</h3>
        <segmented-control
          label="Cells show"
          .options=${[
            ['counts', 'Pictures'],
            ['shares', '% of row'],
          ]}
          .value=${this.unit}
          @change=${({ value }: Chosen<Unit>) => (this.unit = value)}
        ></segmented-control>
      </div>
      <confusion-table
        unit=${this.unit}
        .matrix=${evaluation.confusionMatrix}
        .classes=${classes}
        .open=${cell}
        @open=${(event: CellOpened) => (this.cell = event.cell)}
      ></confusion-table>
      <div class="head">
        <h3 aria-live="polite">${galleryTitle(cell, classes, total)}</h3>
        ${
          cell === undefined
            ? nothing
            : html`<button class="plain" @click=${() => (this.cell = undefined)}>Hardest mistakes</button>`
        }
      </div>
      <outcome-gallery
        .outcomes=${gallery?.outcomes ?? []}
        .images=${gallery?.images}
        .total=${total}
        .shape=${shape}
        .classes=${classes}
        @choose=${({ position }: PictureChosen) => this.app.drawing.showTest(position)}
      ></outcome-gallery>
      <details>
        <summary>Precision, recall and F1 of each class, after ${count(step)} steps</summary>
        <class-table .evaluation=${evaluation}></class-table>
      </details>
    `;
  }

  async #evaluate(): Promise<void> {
    // The store tells what went wrong.
    await this.app.evaluator.evaluate().catch(() => undefined);
  }

  async #fill(report: EvaluationReport): Promise<void> {
    const { cell } = this;
    if (this.#wanted?.report === report && this.#wanted.cell === cell) return;
    const wanted = { report, cell };
    this.#wanted = wanted;
    const all = cell === undefined ? hardestMistakes(report.outcomes) : outcomesOf(report.outcomes, cell);
    const outcomes = all.slice(0, SHOWN);
    const positions = outcomes.map(({ index }) => index);
    const { images } = await this.app.data.pictures('test', positions);
    if (this.#wanted === wanted) this.gallery = { outcomes, images };
  }
}

function figures({ evaluation, step }: EvaluationReport) {
  const { accuracy, confidenceInterval, correct, count: all, top5Accuracy } = evaluation;
  const [low, high] = confidenceInterval;
  const shown = [
    ['Test accuracy', percent(accuracy)],
    ['95 % interval', `${percent(low)} to ${percent(high)}`],
    ['Right', `${count(correct)} of ${count(all)}`],
    ['Test loss', loss(evaluation.loss)],
    ...(top5Accuracy === undefined ? [] : [['Among the best 5', percent(top5Accuracy)]]),
    ['After steps', count(step)],
  ];
  return html`<dl class="figures">
    ${shown.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function galleryTitle(cell: Cell | undefined, classes: readonly string[], total: number): string {
  if (cell === undefined) {
    return total === 0 ? 'No mistakes' : `The hardest of ${count(total)} mistakes`;
  }
  const { truth, predicted } = cell;
  return truth === predicted
    ? `${classes[truth]}, recognised: ${count(total)}, the least sure first`
    : `${classes[truth]} taken for ${classes[predicted]}: ${count(total)}, the surest first`;
}

customElements.define('evaluation-panel', EvaluationPanel);

declare global {
  interface HTMLElementTagNameMap {
    'evaluation-panel': EvaluationPanel;
  }
}
