// The confusion matrix as a table: a row for each class, a column for what it was taken for. A cell opens its pictures;
// arrow keys go from cell to cell. The shade says again what the number says.

import { css, html, LitElement, type PropertyValues } from 'lit';
import { base } from '../design/base-styles.js';
import { count } from '../design/format.js';
import { styled } from '../design/styled.js';
import { tableStyles } from '../design/table-styles.js';
import { type Cell, nextCell, rowShares } from './confusion.js';

/** Tells which cell was opened. */
export class CellOpened extends Event {
  readonly cell: Cell;

  constructor(cell: Cell) {
    super('open');
    this.cell = cell;
  }
}

const ARROWS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export class ConfusionTable extends LitElement {
  static override properties = {
    matrix: { attribute: false },
    classes: { attribute: false },
    unit: { type: String },
    open: { attribute: false },
    reached: { state: true },
  };

  static override styles = [
    base,
    tableStyles,
    css`
      table {
        border-collapse: separate;
        border-spacing: 2px;
        table-layout: fixed;
      }
      caption {
        padding-bottom: var(--space-1);
        color: var(--quiet);
        text-align: left;
      }
      th,
      td,
      th:first-child,
      td:first-child {
        padding: 0;
        text-align: center;
      }
      th {
        overflow: hidden;
        text-overflow: ellipsis;
        font-weight: 500;
      }
      tbody tr {
        border: 0;
      }
      td button,
      td span {
        display: flex;
        align-items: center;
        justify-content: center;
        width: 100%;
        height: 1.75rem;
        min-height: 1.75rem;
        padding: 0;
        border: 0;
        border-radius: 4px;
        font-size: var(--text-xs);
        font-weight: 500;
      }
      td span {
        color: var(--quiet);
      }
      td button {
        --shade: color-mix(in srgb, var(--hue) var(--share), var(--sunken));
      }
      .right button {
        --hue: var(--accent);
      }
      .wrong button {
        --hue: var(--bad);
        text-decoration: underline dotted;
        text-underline-offset: 2px;
      }
      button[aria-pressed='true'] {
        outline: 2px solid var(--text);
        outline-offset: 0;
      }
      button:focus-visible {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }
    `,
  ];

  /** `matrix[truth][predicted]`, in examples. */
  declare matrix: readonly (readonly number[])[];
  declare classes: readonly string[];
  declare unit: 'counts' | 'shares';
  /** The cell whose pictures are in view. */
  declare open: Cell | undefined;
  /** The one cell that the tab key comes to. */
  declare reached: Cell;
  #follows = false;

  constructor() {
    super();
    this.matrix = [];
    this.classes = [];
    this.unit = 'counts';
    this.reached = { truth: 0, predicted: 0 };
  }

  override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('matrix') || this.#countAt(this.reached) > 0) return;
    const truth = this.matrix.findIndex((row) => row.some((count) => count > 0));
    const predicted = this.matrix[truth]?.findIndex((count) => count > 0) ?? 0;
    this.reached = { truth: Math.max(0, truth), predicted };
  }

  override render() {
    const shares = rowShares(this.matrix);
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix">
      <table
        ${styled({ 'min-width': `${2.1 * (this.classes.length + 1)}rem` })}
        @keydown=${(event: KeyboardEvent) => this.#press(event)}
      >
        <caption class="small">
          Rows: what it is. Columns: what the network says.
        </caption>
        <thead>
          <tr>
            <td></td>
            ${this.classes.map((name) => html`<th scope="col" title="taken for ${name}">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${this.matrix.map(
            (row, truth) =>
              html`<tr>
                <th scope="row">${this.classes[truth]}</th>
                ${row.map((examples, predicted) =>
                  this.#cell({ truth, predicted }, examples, shares[truth]?.[predicted] ?? 0),
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  override updated() {
    if (!this.#follows) return;
    this.#follows = false;
    this.renderRoot.querySelector<HTMLElement>('td button[tabindex="0"]')?.focus();
  }

  #cell(cell: Cell, examples: number, share: number) {
    const { truth, predicted } = cell;
    const isRight = truth === predicted;
    const shown = this.unit === 'counts' ? count(examples) : (100 * share).toFixed(share < 0.0995 ? 1 : 0);
    if (examples === 0) return html`<td><span>${this.unit === 'counts' ? '0' : '·'}</span></td>`;
    // A single mistake must be seen too.
    const strength = isRight ? share : Math.min(1, 0.15 + 4 * share);
    return html`<td class=${isRight ? 'right' : 'wrong'}>
      <button
        class="shaded"
        tabindex=${same(cell, this.reached) ? 0 : -1}
        aria-pressed=${same(cell, this.open) ? 'true' : 'false'}
        aria-label="${this.classes[truth]} taken for ${this.classes[predicted]}: ${count(examples)} of its pictures, ${(
          100 * share
        ).toFixed(1)} percent"
        ${styled({ '--share': `${(100 * strength).toFixed(0)}%` })}
        @click=${() => this.#open(cell)}
      >
        ${shown}
      </button>
    </td>`;
  }

  #open(cell: Cell): void {
    this.reached = cell;
    this.dispatchEvent(new CellOpened(cell));
  }

  #press(event: KeyboardEvent): void {
    const direction = ARROWS[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    this.reached = nextCell(this.matrix, this.reached, direction);
    this.#follows = true;
    this.requestUpdate();
  }

  #countAt({ truth, predicted }: Cell): number {
    return this.matrix[truth]?.[predicted] ?? 0;
  }
}

const same = (a: Cell, b: Cell | undefined): boolean => a.truth === b?.truth && a.predicted === b.predicted;

customElements.define('confusion-table', ConfusionTable);

declare global {
  interface HTMLElementTagNameMap {
    'confusion-table': ConfusionTable;
  }
}
