// The layers in their order, to be opened, changed, moved and removed. Knows nothing of the store: it is given a network
// and its report, and tells of the network that an edit makes of it.

import { css, html, LitElement } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { base } from '../design/base-styles.js';
import type { NetworkReport } from './analyse.js';
import { DragOrder } from './drag-order.js';
import { changeLayer, moveLayer, removeLayer } from './edits.js';
import type { LayerDraft, NetworkState } from './network-state.js';
import { type LayerChange, type LayerMove, LayerRow } from './layer-row.js';

export class NetworkEdit extends Event {
  readonly network: NetworkState;

  constructor(network: NetworkState) {
    super('edit');
    this.network = network;
  }
}

export class LayerList extends LitElement {
  static override properties = { network: { attribute: false }, report: { attribute: false } };

  static override styles = [
    base,
    css`
      ol {
        border-bottom: 1px solid var(--line);
      }
      .dragged {
        opacity: 0.4;
      }
      .before {
        box-shadow: 0 -2px 0 0 var(--accent);
      }
      .after {
        box-shadow: 0 2px 0 0 var(--accent);
      }
    `,
  ];

  declare network: NetworkState;
  declare report: NetworkReport;
  readonly #drag = new DragOrder(this, (from, to) => {
    const layer = this.network.layers[from];
    if (layer !== undefined) this.#edit(moveLayer(this.network, layer.key, to));
  });

  override render() {
    const { layers } = this.network;
    return html`<ol>
      ${repeat(
        layers,
        ({ key }) => key,
        (layer, index) => this.#row(layer, index, layers.length),
      )}
    </ol>`;
  }

  #row(layer: LayerDraft, index: number, length: number) {
    const { report } = this;
    const problem = report.problem?.layer === index ? report.problem : undefined;
    return html`<li class=${this.#drag.classOf(index)}>
      <layer-row
        .settings=${layer.settings}
        .report=${report.layers[index]}
        .problem=${problem}
        ?isFirst=${index === 0}
        ?isLast=${index === length - 1}
        @pointerdown=${(event: PointerEvent) => this.#drag.begin(event, index)}
        @change=${({ settings }: LayerChange) => this.#edit(changeLayer(this.network, layer.key, settings))}
        @remove=${() => this.#edit(removeLayer(this.network, layer.key))}
        @move=${(move: LayerMove) => this.#move(move, layer.key, index + move.by)}
      ></layer-row>
    </li>`;
  }

  /** The row that moves in the page loses the focus; it gets it back. */
  #move({ target }: LayerMove, key: number, to: number): void {
    const focused = target instanceof LayerRow ? target.shadowRoot?.activeElement : undefined;
    this.#edit(moveLayer(this.network, key, to));
    if (focused instanceof HTMLElement) requestAnimationFrame(() => focused.focus());
  }

  #edit(network: NetworkState): void {
    if (network !== this.network) this.dispatchEvent(new NetworkEdit(network));
  }
}

customElements.define('layer-list', LayerList);

declare global {
  interface HTMLElementTagNameMap {
    'layer-list': LayerList;
  }
}
