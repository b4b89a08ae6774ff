// The network: a preset to start from, the layers, what they cost together, and the way out as code.

import { modelToJson, type Model } from '@shadegrad/core';
import { css, html, LitElement, nothing } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { selectOf } from '../design/event-target.js';
import { bytes, count, flops } from '../design/format.js';
import { choiceField } from '../design/fields.js';
import { icon } from '../design/icons.js';
import { Selected } from '../store/selected.js';
import type { TrainingSettings } from '../training/settings.js';
import type { NetworkReport } from './analyse.js';
import { currentReport } from './current-report.js';
import { addLayer } from './edits.js';
import { LAYER_KINDS, layerTypes, type LayerType } from './layer-kinds.js';
import type { NetworkEdit } from './layer-list.js';
import { presetNames, PRESETS } from './presets.js';
import { usePreset } from './use-preset.js';
import { encodeShare } from '../share/share-link.js';
import { toKeras } from './to-keras.js';
import { toTypeScript } from './to-typescript.js';
import '../design/app-card.js';
import '../design/copy-button.js';
import './layer-list.js';

export class NetworkPanel extends LitElement {
  static override properties = { app: { attribute: false }, newType: { state: true } };

  static override styles = [
    base,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(3, auto);
        justify-content: space-between;
        gap: var(--space-2) var(--space-4);
      }
      dt {
        font-size: var(--text-xs);
        color: var(--quiet);
      }
      dd {
        font-weight: 600;
      }
      .add,
      .copy {
        display: flex;
        align-items: end;
        gap: var(--space-2);
      }
      .add .field {
        flex: 1;
      }
      .copy {
        flex-wrap: wrap;
        align-items: center;
        font-size: var(--text-sm);
      }
      select {
        max-width: 9rem;
      }
    `,
  ];

  declare app: App;
  declare newType: LayerType;
  readonly #network = new Selected(this, (state) => state.network);
  readonly #report = new Selected(this, currentReport);
  readonly #settings = new Selected(this, (state) => state.settings);

  constructor() {
    super();
    this.newType = 'conv2d';
  }

  override render() {
    const network = this.#network.value;
    const report = this.#report.value;
    return html`<app-card heading="Network">
      <select slot="beside" aria-label="Start from a preset" @change=${(event: Event) => this.#choose(event)}>
        ${presetNames.map(
          (name) =>
            html`<option value=${name} title=${PRESETS[name].about} ?selected=${name === network.name}>
              ${PRESETS[name].title}
            </option>`,
        )}
      </select>
      <layer-list
        .network=${network}
        .report=${report}
        @edit=${(edit: NetworkEdit) => this.app.store.update({ network: edit.network })}
      ></layer-list>
      ${
        network.layers.length === 0 && report.problem
          ? html`<p class="notice bad" role="alert">${report.problem.message} ${report.problem.fix}</p>`
          : nothing
      }
      <div class="add">
        ${choiceField({
          label: 'New layer',
          value: this.newType,
          options: layerTypes.map((type) => [type, LAYER_KINDS[type].title]),
          onChange: (type) => (this.newType = type),
        })}
        <button @click=${() => this.#add()}>${icon('add')} Add</button>
      </div>
      ${totals(report)} ${this.#copies(report)}
    </app-card>`;
  }

  #choose(event: Event): void {
    usePreset(this.app.store, presetNames[selectOf(event).selectedIndex] ?? 'classic');
  }

  /** Before the layer that classifies, which has to stay the last. */
  #add(): void {
    const network = this.#network.value;
    const at = Math.max(0, network.layers.length - 1);
    this.app.store.update({ network: addLayer(network, LAYER_KINDS[this.newType].create(), at) });
  }

  #copies({ model }: NetworkReport) {
    if (model === undefined) return html`<p class="copy quiet">Mend the network to copy it as code.</p>`;
    const { optimizer } = this.#settings.value;
    return html`<div class="copy">
      <span class="quiet">Copy as</span>
      <copy-button label="Keras" .text=${() => toKeras(model, optimizer)}></copy-button>
      <copy-button label="TypeScript" .text=${() => toTypeScript(model, optimizer)}></copy-button>
      <copy-button
        label="Link"
        title="The address of this page with the network, the settings and the seed; without weights"
        .text=${() => linkTo(model, this.#settings.value)}
      ></copy-button>
      <copy-button label="JSON" .text=${() => JSON.stringify(modelToJson(model), null, 2)}></copy-button>
    </div>`;
  }
}

const linkTo = (model: Model, settings: TrainingSettings): string =>
  new URL(encodeShare({ model, settings }), location.href).href;

const totals = (report: NetworkReport) =>
  html`<dl class="number">
    <div>
      <dt>Parameters</dt>
      <dd>${count(report.parameters)}</dd>
    </div>
    <div title="Forward and backward">
      <dt>For a picture</dt>
      <dd>${flops(report.flops)}</dd>
    </div>
    <div title="All that training allocates on the device, pictures left out">
      <dt>Memory</dt>
      <dd>${bytes(report.bytes)}</dd>
    </div>
  </dl>`;

customElements.define('network-panel', NetworkPanel);

declare global {
  interface HTMLElementTagNameMap {
    'network-panel': NetworkPanel;
  }
}
