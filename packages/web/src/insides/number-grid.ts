// A small window of numbers, as a table: each with its colour behind it, so that picture and arithmetic can be compared.

import { css, html, LitElement } from 'lit';
import { base } from '../design/base-styles.js';
import { styled } from '../design/styled.js';
import { figure } from './figure.js';
import { colorOf, type ValueScale } from './palette.js';

export class NumberGrid extends LitElement {
  static override properties = {
    heading: { type: String },
    values: { attribute: false },
    columns: { type: Number },
    scale: { attribute: false },
    marked: { attribute: false },
  };

  static override styles = [
    base,
    css`
      table {
        border-collapse: separate;
        border-spacing: 1px;
        font-size: 0.6875rem;
        font-variant-numeric: tabular-nums;
      }
      caption {
        padding-bottom: 2px;
        color: var(--quiet);
        font-size: var(--text-xs);
        text-align: left;
      }
      td {
        min-width: 2.6rem;
        padding: 1px 3px;
        border-radius: 2px;
        text-align: right;
      }
      td.padding {
        border: 1px dashed var(--line-strong);
        color: var(--quiet);
      }
      td.marked {
        outline: 2px solid #ffd400;
        font-weight: 700;
      }
    `,
  ];

  declare heading: string;
  /** Row after row; nothing where the window sticks out of the picture. */
  declare values: readonly (number | undefined)[];
  declare columns: number;
  declare scale: ValueScale;
  /** Position of a value that stands out. */
  declare marked: number | undefined;

  constructor() {
    super();
    this.heading = '';
    this.values = [];
    this.columns = 1;
    this.scale = { isSigned: false, most: 1 };
  }

  override render() {
    const rows = Math.ceil(this.values.length / this.columns);
    return html`<table>
      <caption>
        ${this.heading}
      </caption>
      <tbody>
        ${Array.from(
          { length: rows },
          (_, row) =>
            html`<tr>
              ${this.values
                .slice(row * this.columns, (row + 1) * this.columns)
                .map((value, column) => this.#cell(value, row * this.columns + column))}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #cell(value: number | undefined, i: number) {
    if (value === undefined) return html`<td class="padding" title="beyond the edge">0</td>`;
    const [red, green, blue] = colorOf(value, this.scale);
    return html`<td
      class="shaded ${i === this.marked ? 'marked' : ''}"
      ${styled({ '--shade': `rgb(${red} ${green} ${blue})` })}
    >
      ${figure(value)}
    </td>`;
  }
}

customElements.define('number-grid', NumberGrid);

declare global {
  interface HTMLElementTagNameMap {
    'number-grid': NumberGrid;
  }
}
