// How the network's numbers are spread, and which of its ReLUs are dead, over the run.

import { css, html, LitElement, nothing } from 'lit';
import { base } from '../design/base-styles.js';
import { count, percent } from '../design/format.js';
import { styled } from '../design/styled.js';
import { tableStyles } from '../design/table-styles.js';
import type { DeadUnits, NetworkStatistics, Quantity } from './network-statistics.js';
import '../design/segmented-control.js';
import type { Chosen } from '../design/segmented-control.js';
import './distribution-map.js';
import './value-legend.js';

export class StatisticsView extends LitElement {
  static override properties = { history: { attribute: false }, quantity: { state: true } };

  static override styles = [
    base,
    tableStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      segmented-control {
        justify-self: start;
      }
      .maps {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
        gap: var(--space-4);
      }
      .legend {
        display: grid;
        gap: var(--space-1);
      }
      .track {
        width: 100%;
        min-width: 4rem;
        height: 0.5rem;
        border-radius: 2px;
        background: var(--sunken);
        overflow: hidden;
      }
      .track div {
        height: 100%;
        background: var(--bad);
      }
      h3 {
        margin-top: var(--space-2);
      }
    `,
  ];

  declare history: readonly NetworkStatistics[];
  declare quantity: Quantity;

  constructor() {
    super();
    this.history = [];
    this.quantity = 'weights';
  }

  override render() {
    const last = this.history.at(-1);
    if (last === undefined) return html`<p class="quiet">Nothing has been recorded yet.</p>`;
    return html`
      <segmented-control
        label="Spread of"
        .options=${[
          ['weights', 'Weights'],
          ['gradients', 'Gradients'],
          ['activations', 'Activations'],
        ]}
        .value=${this.quantity}
        @change=${({ value }: Chosen<Quantity>) => (this.quantity = value)}
      ></segmented-control>
      <div class="maps">
        ${last[this.quantity].map(
          ({ name }, i) =>
            html`<distribution-map
              name=${name}
              .records=${this.history.flatMap((record) => {
                const histogram = record[this.quantity][i]?.histogram;
                return histogram === undefined ? [] : [{ step: record.step, histogram }];
              })}
            ></distribution-map>`,
        )}
      </div>
      <div class="legend quiet small">
        <value-legend from="no values" to="most values" .scale=${{ isSigned: false, most: 1 }}></value-legend>
        <p>
          From left to right the steps of the run that were recorded, from below to above the values; shades
          are square roots of shares.
          ${this.quantity === 'activations' ? `Activations of ${last.pictures} test pictures.` : nothing}
        </p>
      </div>
      ${last.dead.length === 0 ? nothing : this.#dead(last)}
    `;
  }

  #dead({ dead, pictures }: NetworkStatistics) {
    return html`<h3>Dead ReLUs</h3>
      <div class="scroll" tabindex="0" role="region" aria-label="Dead ReLUs">
        <table>
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">Dead</th>
              <th scope="col">Share</th>
              <th scope="col"><span class="visually-hidden">Bar</span></th>
              <th scope="col" title="When this was first recorded">At first</th>
            </tr>
          </thead>
          <tbody>
            ${dead.map((layer, i) => row(layer, this.history[0]?.dead[i]))}
          </tbody>
        </table>
      </div>
      <p class="quiet small">
        A unit counts as dead if it puts out 0 at every place of all ${count(pictures)} test pictures looked
        at.
      </p>`;
  }
}

const shareOf = ({ dead, units }: DeadUnits): number => dead.length / units;

const row = (layer: DeadUnits, first: DeadUnits | undefined) =>
  html`<tr>
    <th scope="row">${layer.layer}</th>
    <td>${count(layer.dead.length)} of ${count(layer.units)}</td>
    <td>${percent(shareOf(layer), 1)}</td>
    <td>
      <div class="track"><div ${styled({ width: `${100 * shareOf(layer)}%` })}></div></div>
    </td>
    <td>${first === undefined ? '–' : percent(shareOf(first), 1)}</td>
  </tr>`;

customElements.define('statistics-view', StatisticsView);

declare global {
  interface HTMLElementTagNameMap {
    'statistics-view': StatisticsView;
  }
}
