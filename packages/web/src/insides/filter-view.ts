// The filters of a convolution: a column for each filter, a row for each channel that it reads, all on one scale; one of
// them in numbers.

import type { Model, ModelLayer, Weights } from '@shadegrad/core';
import { css, html, LitElement } from 'lit';
import { base } from '../design/base-styles.js';
import { choiceField, numberField } from '../design/fields.js';
import { figure } from './figure.js';
import type { Maps } from './maps.js';
import type { MapChosen } from './map-sheet.js';
import { scaleOf } from './palette.js';
import './map-sheet.js';
import './number-grid.js';
import './value-legend.js';

export class FilterView extends LitElement {
  static override properties = {
    model: { attribute: false },
    weights: { attribute: false },
    layerName: { state: true },
    filter: { state: true },
    channel: { state: true },
  };

  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      .fields {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-3);
      }
      .fields .field {
        width: 7rem;
      }
      .scroll {
        overflow: auto;
        max-height: 24rem;
        padding: 3px;
      }
    `,
  ];

  declare model: Model | undefined;
  declare weights: Weights | undefined;
  declare layerName: string;
  declare filter: number;
  declare channel: number;

  constructor() {
    super();
    this.layerName = '';
    this.filter = 0;
    this.channel = 0;
  }

  override render() {
    const convolutions = this.model?.layers.filter(({ settings }) => settings.type === 'conv2d') ?? [];
    const layer = convolutions.find(({ name }) => name === this.layerName) ?? convolutions[0];
    const kernel = layer && this.weights?.get(`${layer.name}/kernel`);
    if (layer === undefined || kernel === undefined) {
      return html`<p class="quiet">This network has no convolution, and so no filters to look at.</p>`;
    }
    return this.#contents(convolutions, layer, kernel);
  }

  #contents(
    convolutions: readonly ModelLayer[],
    layer: ModelLayer,
    { shape, data }: { readonly shape: readonly number[]; readonly data: Float32Array },
  ) {
    const [height = 1, width = 1, channels = 1, filters = 1] = shape;
    const filter = Math.min(this.filter, filters - 1);
    const channel = Math.min(this.channel, channels - 1);
    const scale = scaleOf(data);
    // Filters lie side by side; with one channel they may fill several rows.
    const maps: Maps = {
      height,
      width,
      channels: channels * filters,
      length: data.length,
      isVector: false,
    };
    const chosen = channel * filters + filter;
    const numbers = Array.from({ length: height * width }, (_, i) => data[i * channels * filters + chosen]);
    const bias = this.weights?.get(`${layer.name}/bias`)?.data[filter];
    return html`
      <div class="fields">
        ${choiceField({
          label: 'Layer',
          value: layer.name,
          options: convolutions.map(({ name }) => [name, name]),
          onChange: (name) => (this.layerName = name),
        })}
        ${numberField({
          label: 'Filter',
          value: filter,
          min: 0,
          max: filters - 1,
          onChange: (value) => (this.filter = within(value, filters)),
        })}
        ${
          channels > 1
            ? numberField({
                label: 'Channel',
                value: channel,
                min: 0,
                max: channels - 1,
                onChange: (value) => (this.channel = within(value, channels)),
              })
            : ''
        }
        <value-legend .scale=${scale}></value-legend>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="Filters of ${layer.name}">
        <map-sheet
          label="${filters} filters of ${height}×${width} over ${channels} channels"
          tile=${channels > 1 ? 9 : 40}
          .columns=${channels > 1 ? filters : undefined}
          .maps=${maps}
          .values=${data}
          .scale=${scale}
          .chosen=${chosen}
          @choose=${(event: MapChosen) => this.#choose(event.channel, filters)}
        ></map-sheet>
      </div>
      ${
        channels > 1
          ? html`<p class="quiet small">A column for each filter, a row for each channel that it reads.</p>`
          : ''
      }
      <number-grid
        heading="Filter ${filter}${channels > 1 ? `, channel ${channel}` : ''}${
          bias === undefined ? '' : `; bias ${figure(bias)}`
        }"
        columns=${width}
        .values=${numbers}
        .scale=${scale}
      ></number-grid>
    `;
  }

  #choose(tile: number, filters: number): void {
    this.filter = tile % filters;
    this.channel = Math.floor(tile / filters);
  }
}

const within = (value: number, extent: number): number =>
  Number.isInteger(value) ? Math.min(extent - 1, Math.max(0, value)) : 0;

customElements.define('filter-view', FilterView);

declare global {
  interface HTMLElementTagNameMap {
    'filter-view': FilterView;
  }
}
