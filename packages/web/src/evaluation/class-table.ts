// Precision, recall and F1 of each class, and their means.

import type { Averages, Evaluation } from '@shadegrad/core';
import { css, html, LitElement, nothing } from 'lit';
import { base } from '../design/base-styles.js';
import { count, percent } from '../design/format.js';
import { tableStyles } from '../design/table-styles.js';

export class ClassTable extends LitElement {
  static override properties = { evaluation: { attribute: false } };

  static override styles = [
    base,
    tableStyles,
    css`
      tbody + tbody {
        border-top: 2px solid var(--line);
      }
    `,
  ];

  declare evaluation: Evaluation | undefined;

  override render() {
    const { evaluation } = this;
    if (evaluation === undefined) return nothing;
    const { classes, macroAverage, weightedAverage, count: all } = evaluation;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Figures of each class">
      <table>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col" title="Of the pictures taken for this class, how many are">Precision</th>
            <th scope="col" title="Of this class’ pictures, how many were found">Recall</th>
            <th scope="col" title="The harmonic mean of the two">F1</th>
            <th scope="col" title="Pictures of this class">Support</th>
          </tr>
        </thead>
        <tbody>
          ${classes.map((report) => row(report.name, report, report.support))}
        </tbody>
        <tbody>
          ${row('mean', macroAverage, all)} ${row('weighted by support', weightedAverage, all)}
        </tbody>
      </table>
    </div>`;
  }
}

const row = (name: string, { precision, recall, f1 }: Averages, support: number) =>
  html`<tr>
    <th scope="row">${name}</th>
    <td>${percent(precision)}</td>
    <td>${percent(recall)}</td>
    <td>${percent(f1)}</td>
    <td>${count(support)}</td>
  </tr>`;

customElements.define('class-table', ClassTable);

declare global {
  interface HTMLElementTagNameMap {
    'class-table': ClassTable;
  }
}
