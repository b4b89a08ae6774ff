// One picture as the network gets it: each pixel a square. Grey pictures are drawn as light ink on black.

import { css, html, LitElement } from 'lit';

export class PictureCanvas extends LitElement {
  static override properties = {
    pixels: { attribute: false },
    shape: { attribute: false },
    label: { type: String },
  };

  static override styles = css`
    :host {
      display: block;
    }
    canvas {
      display: block;
      width: 100%;
      border-radius: 0.25rem;
      background: #000;
      image-rendering: pixelated;
    }
  `;

  /** u8 [height, width, channels], of one channel or three. */
  declare pixels: Uint8Array;
  declare shape: readonly [height: number, width: number, channels: number];
  /** What is seen, for those who do not. */
  declare label: string;

  constructor() {
    super();
    this.pixels = new Uint8Array(0);
    this.shape = [1, 1, 1];
    this.label = '';
  }

  override render() {
    const [height, width] = this.shape;
    return html`<canvas width=${width} height=${height} role="img" aria-label=${this.label}></canvas>`;
  }

  override updated() {
    const [height, width, channels] = this.shape;
    const context = this.renderRoot.querySelector('canvas')?.getContext('2d');
    if (!context || this.pixels.length < height * width * channels) return;
    const image = new ImageData(width, height);
    for (let i = 0; i < height * width; i++) {
      for (let c = 0; c < 3; c++) {
        image.data[4 * i + c] = this.pixels[i * channels + Math.min(c, channels - 1)] ?? 0;
      }
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }
}

customElements.define('picture-canvas', PictureCanvas);

declare global {
  interface HTMLElementTagNameMap {
    'picture-canvas': PictureCanvas;
  }
}
