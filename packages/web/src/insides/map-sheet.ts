// All maps of a layer in one picture, on one scale, side by side. A press on one of them chooses it; keyboards choose by the
// number field beside it, which whoever shows the sheet provides.

import { css, html, LitElement, nothing } from 'lit';
import { base } from '../design/base-styles.js';
import { styled } from '../design/styled.js';
import { indexOf, type Maps } from './maps.js';
import { paintValue, type ValueScale } from './palette.js';

/** Tells which map was chosen. */
export class MapChosen extends Event {
  readonly channel: number;

  constructor(channel: number) {
    super('choose');
    this.channel = channel;
  }
}

/** Pixels between maps. */
const GAP = 1;

export class MapSheet extends LitElement {
  static override properties = {
    maps: { attribute: false },
    values: { attribute: false },
    scale: { attribute: false },
    columns: { type: Number },
    tile: { type: Number },
    chosen: { type: Number },
    label: { type: String },
    available: { state: true },
  };

  static override styles = [
    base,
    css`
      .sheet {
        position: relative;
        width: max-content;
        max-width: 100%;
      }
      canvas {
        display: block;
        max-width: 100%;
        image-rendering: pixelated;
        cursor: pointer;
      }
      /* The largest value is as white as the page. */
      canvas.full {
        outline: 1px solid var(--line);
      }
      .chosen {
        position: absolute;
        outline: 2px solid var(--accent);
        outline-offset: 1px;
        pointer-events: none;
      }
    `,
  ];

  declare maps: Maps;
  declare values: Float32Array;
  declare scale: ValueScale;
  /** As many as fit where it is left out. */
  declare columns: number | undefined;
  /** About how wide a map should be, in CSS pixels. */
  declare tile: number;
  declare chosen: number | undefined;
  declare label: string;
  /** CSS pixels that there are. */
  declare available: number;
  readonly #resizing = new ResizeObserver(([entry]) => {
    if (entry !== undefined) this.available = Math.floor(entry.contentRect.width);
  });

  constructor() {
    super();
    this.maps = { height: 1, width: 1, channels: 1, length: 1, isVector: false };
    this.values = new Float32Array(1);
    this.scale = { isSigned: false, most: 1 };
    this.tile = 48;
    this.label = '';
    this.available = 0;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#resizing.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#resizing.disconnect();
  }

  override render() {
    const { columns, zoom } = this.#layout;
    const { width, height } = this.#size;
    const { maps, chosen } = this;
    const [across, down] = [maps.width + GAP, maps.height + GAP];
    const mark =
      chosen === undefined || maps.channels === 1
        ? nothing
        : html`<div
            class="chosen"
            ${styled({
              left: `${(100 * (chosen % columns) * across) / width}%`,
              top: `${(100 * Math.floor(chosen / columns) * down) / height}%`,
              width: `${(100 * maps.width) / width}%`,
              height: `${(100 * maps.height) / height}%`,
            })}
          ></div>`;
    return html`<div class="sheet">
      <canvas
        class=${maps.channels % columns === 0 ? 'full' : ''}
        width=${width}
        height=${height}
        role="img"
        aria-label=${this.label}
        ${styled({ width: `${width * zoom}px` })}
        @click=${(event: MouseEvent) => this.#choose(event)}
      ></canvas>
      ${mark}
    </div>`;
  }

  override updated() {
    const context = this.renderRoot.querySelector('canvas')?.getContext('2d');
    if (!context) return;
    const { columns } = this.#layout;
    const { maps, values, scale } = this;
    const { width, height } = this.#size;
    const image = new ImageData(width, height);
    for (let channel = 0; channel < maps.channels; channel++) {
      const left = (channel % columns) * (maps.width + GAP);
      const top = Math.floor(channel / columns) * (maps.height + GAP);
      for (let y = 0; y < maps.height; y++) {
        for (let x = 0; x < maps.width; x++) {
          const value = values[indexOf(maps, { y, x, channel })];
          if (value !== undefined) paintValue(image, (top + y) * width + left + x, value, scale);
        }
      }
    }
    context.putImageData(image, 0, 0);
  }

  get #layout(): { columns: number; rows: number; zoom: number } {
    const { maps, tile } = this;
    const zoom = Math.max(1, Math.round(tile / maps.width));
    const fitting = Math.max(1, Math.floor((this.available / zoom + GAP) / (maps.width + GAP)));
    const columns = this.columns ?? Math.min(maps.channels, fitting);
    return { columns, rows: Math.ceil(maps.channels / columns), zoom };
  }

  get #size(): { width: number; height: number } {
    const { columns, rows } = this.#layout;
    return {
      width: columns * (this.maps.width + GAP) - GAP,
      height: rows * (this.maps.height + GAP) - GAP,
    };
  }

  #choose({ offsetX, offsetY, currentTarget }: MouseEvent): void {
    if (!(currentTarget instanceof HTMLCanvasElement)) return;
    const { columns } = this.#layout;
    const zoom = currentTarget.clientWidth / currentTarget.width;
    const column = Math.floor(offsetX / zoom / (this.maps.width + GAP));
    const row = Math.floor(offsetY / zoom / (this.maps.height + GAP));
    const channel = row * columns + column;
    if (column < columns && channel < this.maps.channels) this.dispatchEvent(new MapChosen(channel));
  }
}

customElements.define('map-sheet', MapSheet);

declare global {
  interface HTMLElementTagNameMap {
    'map-sheet': MapSheet;
  }
}
