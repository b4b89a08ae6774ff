// What one layer makes of the picture: its name and shape, all of its maps, and the scale that they are on.

import type { ModelLayer } from '@shadegrad/core';
import { css, html, LitElement, nothing } from 'lit';
import { base } from '../design/base-styles.js';
import { shape } from '../design/format.js';
import { describeLayer, LAYER_KINDS } from '../network/layer-kinds.js';
import { type Maps, mapsOf } from './maps.js';
import { scaleOf } from './palette.js';
import './map-sheet.js';
import './value-legend.js';

export class LayerMaps extends LitElement {
  static override properties = {
    layer: { attribute: false },
    values: { attribute: false },
    chosen: { type: Number },
    active: { type: Boolean },
  };

  static override styles = [
    base,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-1);
        padding: var(--space-2);
        border: 1px solid transparent;
        border-radius: var(--radius-md);
      }
      section.active {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 var(--space-3);
      }
      button {
        min-height: 1.5rem;
        padding: 0;
        border: 0;
        background: none;
        font-size: var(--text-sm);
        font-weight: 600;
        text-decoration: underline dotted;
        text-underline-offset: 3px;
      }
    `,
  ];

  declare layer: ModelLayer | undefined;
  declare values: Float32Array;
  declare chosen: number | undefined;
  /** Whether its arithmetic is in view. */
  declare active: boolean;

  constructor() {
    super();
    this.values = new Float32Array(0);
    this.active = false;
  }

  override render() {
    const { layer, values } = this;
    if (layer === undefined) return nothing;
    const maps = mapsOf(layer.outputShape);
    const scale = scaleOf(values);
    const { title } = LAYER_KINDS[layer.settings.type];
    return html`<section class=${this.active ? 'active' : ''}>
      <header>
        <button
          aria-pressed=${this.active ? 'true' : 'false'}
          title="Show its arithmetic"
          @click=${() => this.dispatchEvent(new Event('open'))}
        >
          ${layer.name}
        </button>
        <span class="quiet small number">
          ${title} ${describeLayer(layer.settings)} → ${shape(layer.outputShape)}
        </span>
      </header>
      <map-sheet
        label="What ${layer.name} puts out: ${maps.channels} maps of ${maps.height}×${maps.width}"
        tile=${tileOf(maps)}
        .maps=${maps}
        .values=${values}
        .scale=${scale}
        .chosen=${this.active ? this.chosen : undefined}
      ></map-sheet>
      <value-legend .scale=${scale}></value-legend>
    </section>`;
  }
}

/** About how wide a map should be, in CSS pixels: many are shown small, and one of them large above. */
function tileOf({ isVector, width, channels }: Maps): number {
  if (isVector) return width * (width > 16 ? 12 : 20);
  return channels > 16 ? 28 : 48;
}

customElements.define('layer-maps', LayerMaps);

declare global {
  interface HTMLElementTagNameMap {
    'layer-maps': LayerMaps;
  }
}
