// The epochs of a run as a table: what the charts show, in numbers.

import type { EpochEnd } from '@shadegrad/core';
import { css, html, LitElement } from 'lit';
import { base } from '../design/base-styles.js';
import { count, duration, loss, percent } from '../design/format.js';
import { tableStyles } from '../design/table-styles.js';

export class EpochTable extends LitElement {
  static override properties = { epochs: { attribute: false } };

  static override styles = [
    base,
    tableStyles,
    css`
      .scroll {
        max-height: 16rem;
        overflow: auto;
      }
    `,
  ];

  declare epochs: readonly EpochEnd[];

  constructor() {
    super();
    this.epochs = [];
  }

  override render() {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Epochs">
      <table>
        <thead>
          <tr>
            <th scope="col">Epoch</th>
            <th scope="col">Loss</th>
            <th scope="col">Accuracy</th>
            <th scope="col">Val. loss</th>
            <th scope="col">Val. accuracy</th>
            <th scope="col">Images/s</th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        <tbody>
          ${this.epochs.map(
            (epoch) =>
              html`<tr>
                <th scope="row">${epoch.epoch}</th>
                <td>${loss(epoch.loss)}</td>
                <td>${percent(epoch.accuracy)}</td>
                <td>${loss(epoch.validationLoss)}</td>
                <td>${percent(epoch.validationAccuracy)}</td>
                <td>${count(epoch.imagesPerSecond)}</td>
                <td>${duration(epoch.seconds)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

customElements.define('epoch-table', EpochTable);

declare global {
  interface HTMLElementTagNameMap {
    'epoch-table': EpochTable;
  }
}
