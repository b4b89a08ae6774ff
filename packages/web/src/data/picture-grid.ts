// Pictures in rows, each with its class.

import { css, html, LitElement } from 'lit';
import { base } from '../design/base-styles.js';
import type { Pictures } from './data-state.js';
import '../design/picture-canvas.js';

export class PictureGrid extends LitElement {
  static override properties = {
    pictures: { attribute: false },
    shape: { attribute: false },
    classes: { attribute: false },
    columns: { type: Number },
  };

  static override styles = [
    base,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(var(--columns, 10), minmax(0, 1fr));
        gap: var(--space-1);
        font-size: var(--text-xs);
        text-align: center;
        line-height: 1.3;
      }
      li {
        min-width: 0;
      }
      li span {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--quiet);
      }
    `,
  ];

  declare pictures: Pictures | undefined;
  declare shape: readonly [number, number, number];
  declare classes: readonly string[];

  constructor() {
    super();
    this.shape = [28, 28, 1];
    this.classes = [];
  }

  override render() {
    const { images, labels } = this.pictures ?? { images: new Uint8Array(0), labels: new Uint8Array(0) };
    const elements = this.shape.reduce((product, extent) => product * extent, 1);
    return html`<ul>
      ${Array.from(labels, (label, i) => {
        const name = this.classes[label] ?? String(label);
        return html`<li>
          <picture-canvas
            label=${name}
            .shape=${this.shape}
            .pixels=${images.subarray(i * elements, (i + 1) * elements)}
          ></picture-canvas>
          <span aria-hidden="true">${name}</span>
        </li>`;
      })}
    </ul>`;
  }
}

customElements.define('picture-grid', PictureGrid);

declare global {
  interface HTMLElementTagNameMap {
    'picture-grid': PictureGrid;
  }
}
