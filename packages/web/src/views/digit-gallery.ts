// Digits that the network has not seen, each with what it takes them for; mistakes stand out.

import { css, html, LitElement } from 'lit';
import type { Reading } from '../training/messages.js';

const SIDE = 28;

export class DigitGallery extends LitElement {
  static override properties = { readings: { attribute: false } };

  static override styles = css`
    :host {
      display: block;
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(3.25rem, 1fr));
      gap: 0.5rem;
      margin: 0;
      padding: 0;
      list-style: none;
      font-size: 0.875rem;
      text-align: center;
      white-space: nowrap;
    }
    canvas {
      width: 100%;
      border-radius: 0.375rem;
      background: #000;
    }
    .wrong {
      color: var(--wrong);
      font-weight: 600;
    }
  `;

  declare readings: readonly Reading[];

  constructor() {
    super();
    this.readings = [];
  }

  override render() {
    return html`
      <ul>
        ${this.readings.map(
          ({ truth, predicted, confidence }) => html`
            <li
              class=${truth === predicted ? 'right' : 'wrong'}
              title="${(100 * confidence).toFixed(0)} % sure; it is a ${truth}"
            >
              <canvas width=${SIDE} height=${SIDE} role="img" aria-label="a handwritten ${truth}"></canvas>
              ${truth === predicted ? predicted : `${predicted}, not ${truth}`}
            </li>
          `,
        )}
      </ul>
    `;
  }

  override updated() {
    this.renderRoot.querySelectorAll('canvas').forEach((canvas, index) => {
      const reading = this.readings[index];
      if (reading) draw(canvas, reading.image);
    });
  }
}

function draw(canvas: HTMLCanvasElement, grey: Uint8Array): void {
  const rgba = new Uint8ClampedArray(4 * grey.length);
  grey.forEach((value, pixel) => rgba.set([value, value, value, 255], 4 * pixel));
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, SIDE, SIDE), 0, 0);
}

customElements.define('digit-gallery', DigitGallery);

declare global {
  interface HTMLElementTagNameMap {
    'digit-gallery': DigitGallery;
  }
}
