// Runs side by side: the settings in which they differ, and what came of each.

import { css, html, LitElement, nothing } from 'lit';
import { base } from '../design/base-styles.js';
import { checkField } from '../design/fields.js';
import { tableStyles } from '../design/table-styles.js';
import type { KeptRun } from './kept-run.js';
import { labelsOf } from './run-labels.js';
import { runColor, runSwatch } from './run-swatch.js';
import { compareRuns } from './setting-table.js';

export class RunComparison extends LitElement {
  static override properties = { runs: { attribute: false }, showsAll: { state: true } };

  static override styles = [
    base,
    tableStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
      }
      td,
      thead th {
        max-width: 16rem;
        text-align: left;
        white-space: normal;
        overflow-wrap: break-word;
        vertical-align: top;
      }
      tbody th {
        vertical-align: top;
      }
      .swatch {
        display: block;
      }
    `,
  ];

  /** In the order of their curves. */
  declare runs: readonly KeptRun[];
  declare showsAll: boolean;

  constructor() {
    super();
    this.runs = [];
    this.showsAll = false;
  }

  override render() {
    if (this.runs.length === 0) return nothing;
    const isOne = this.runs.length === 1;
    const rows = compareRuns(this.runs).filter(({ differs }) => differs || this.showsAll || isOne);
    return html`<div class="head">
        <h3>${isOne ? 'Settings' : 'What sets them apart'}</h3>
        ${
          isOne
            ? nothing
            : checkField({
                label: 'Also what is the same',
                value: this.showsAll,
                onChange: (value) => (this.showsAll = value),
              })
        }
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="Runs side by side">
        <table>
          <thead>
            <tr>
              <th scope="col"><span class="visually-hidden">Setting</span></th>
              ${labelsOf(this.runs).map(
                (label, i) =>
                  html`<th scope="col">
                    <span ${runColor(i)}>${runSwatch(i)}</span>
                    ${label}
                  </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ name, values }) =>
                html`<tr>
                  <th scope="row">${name}</th>
                  ${values.map((value) => html`<td>${value}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }
}

customElements.define('run-comparison', RunComparison);

declare global {
  interface HTMLElementTagNameMap {
    'run-comparison': RunComparison;
  }
}
