// One map, large, each pixel a square. Pointing at a pixel, or arrow keys, tell which one; a frame marks a stretch of it.

import { css, html, LitElement, nothing } from 'lit';
import { base } from '../design/base-styles.js';
import { styled } from '../design/styled.js';
import { figure } from './figure.js';
import { indexOf, type Maps, withinMaps } from './maps.js';
import { paintValue, type ValueScale } from './palette.js';

/** Tells which pixel was pointed at. */
export class PixelPointed extends Event {
  readonly y: number;
  readonly x: number;

  constructor(y: number, x: number) {
    super('point');
    this.y = y;
    this.x = x;
  }
}

/** A stretch of the map in pixels; it may stick out. */
export interface Frame {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

const ARROWS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export class PixelMap extends LitElement {
  static override properties = {
    maps: { attribute: false },
    values: { attribute: false },
    scale: { attribute: false },
    channel: { type: Number },
    frame: { attribute: false },
    label: { type: String },
    pointable: { type: Boolean },
  };

  static override styles = [
    base,
    css`
      .map {
        position: relative;
        overflow: hidden;
        border-radius: 3px;
        background: #000;
      }
      .map.pointable {
        cursor: crosshair;
        touch-action: none;
      }
      canvas {
        display: block;
        width: 100%;
        image-rendering: pixelated;
      }
      .frame {
        position: absolute;
        border: 2px solid #ffd400;
        box-shadow: 0 0 0 1px #000;
        pointer-events: none;
      }
    `,
  ];

  declare maps: Maps;
  declare values: Float32Array;
  declare scale: ValueScale;
  declare channel: number;
  declare frame: Frame | undefined;
  declare label: string;
  /** Whether pixels can be pointed at; the frame marks the one that is. */
  declare pointable: boolean;

  constructor() {
    super();
    this.maps = { height: 1, width: 1, channels: 1, length: 1, isVector: false };
    this.values = new Float32Array(1);
    this.scale = { isSigned: false, most: 1 };
    this.channel = 0;
    this.label = '';
    this.pointable = false;
  }

  override render() {
    const { height, width } = this.maps;
    const canvas = html`<canvas width=${width} height=${height} role="img" aria-label=${this.label}></canvas>
      ${this.#frame()}`;
    if (!this.pointable) return html`<div class="map">${canvas}</div>`;
    const { top = 0, left = 0 } = this.frame ?? {};
    const value = this.values[indexOf(this.maps, { y: top, x: left, channel: this.channel })];
    return html`<div
      class="map pointable"
      tabindex="0"
      role="application"
      aria-roledescription="feature map"
      aria-label="${this.label}: arrow keys point at a pixel"
      @pointermove=${(event: PointerEvent) => this.#pointAt(event)}
      @pointerdown=${(event: PointerEvent) => this.#pointAt(event)}
      @keydown=${(event: KeyboardEvent) => this.#press(event)}
    >
      ${canvas}
      <span class="visually-hidden" role="status">
        row ${top}, column ${left}: ${figure(value ?? Number.NaN)}
      </span>
    </div>`;
  }

  override updated() {
    const { maps, values, scale, channel } = this;
    const context = this.renderRoot.querySelector('canvas')?.getContext('2d');
    if (!context) return;
    const image = new ImageData(maps.width, maps.height);
    for (let y = 0; y < maps.height; y++) {
      for (let x = 0; x < maps.width; x++) {
        const value = values[indexOf(maps, { y, x, channel })];
        if (value !== undefined) paintValue(image, y * maps.width + x, value, scale);
      }
    }
    context.putImageData(image, 0, 0);
  }

  #frame() {
    if (this.frame === undefined) return nothing;
    const { top, left, height, width } = this.frame;
    return html`<div
      class="frame"
      ${styled({
        top: percent(top, this.maps.height),
        left: percent(left, this.maps.width),
        height: percent(height, this.maps.height),
        width: percent(width, this.maps.width),
      })}
    ></div>`;
  }

  #pointAt({ clientX, clientY, currentTarget }: PointerEvent): void {
    if (!(currentTarget instanceof HTMLElement)) return;
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    this.#tell(
      Math.floor(((clientY - top) / height) * this.maps.height),
      Math.floor(((clientX - left) / width) * this.maps.width),
    );
  }

  #press(event: KeyboardEvent): void {
    const move = ARROWS[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const { top = 0, left = 0 } = this.frame ?? {};
    this.#tell(top + move[0], left + move[1]);
  }

  #tell(row: number, column: number): void {
    const { y, x } = withinMaps(this.maps, { y: row, x: column, channel: this.channel });
    if (y !== this.frame?.top || x !== this.frame.left) this.dispatchEvent(new PixelPointed(y, x));
  }
}

const percent = (part: number, whole: number): string => `${(100 * part) / whole}%`;

customElements.define('pixel-map', PixelMap);

declare global {
  interface HTMLElementTagNameMap {
    'pixel-map': PixelMap;
  }
}
