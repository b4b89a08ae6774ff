// Test pictures with what the network said of them. A press on one takes it to the drawing board and the insides.

import type { Outcome } from '@shadegrad/core';
import { css, html, LitElement, nothing } from 'lit';
import { base } from '../design/base-styles.js';
import { count, percent } from '../design/format.js';
import '../design/picture-canvas.js';

/** Tells which test picture was chosen. */
export class PictureChosen extends Event {
  /** Its position among the test pictures. */
  readonly position: number;

  constructor(position: number) {
    super('choose');
    this.position = position;
  }
}

export class OutcomeGallery extends LitElement {
  static override properties = {
    outcomes: { attribute: false },
    images: { attribute: false },
    total: { attribute: false },
    shape: { attribute: false },
    classes: { attribute: false },
  };

  static override styles = [
    base,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(4.75rem, 1fr));
        gap: var(--space-2);
      }
      button {
        display: grid;
        gap: var(--space-1);
        width: 100%;
        padding: var(--space-1);
        border-color: transparent;
        background: none;
        font-size: var(--text-xs);
        font-weight: 400;
        line-height: 1.3;
      }
      button picture-canvas {
        width: 100%;
      }
      .said {
        white-space: nowrap;
      }
      .wrong .said {
        color: var(--bad);
      }
      p {
        margin-top: var(--space-2);
      }
    `,
  ];

  /** Those in view. */
  declare outcomes: readonly Outcome[];
  /** u8 [outcomes, …shape] */
  declare images: Uint8Array;
  /** How many there are in all. */
  declare total: number;
  declare shape: readonly [number, number, number];
  declare classes: readonly string[];

  constructor() {
    super();
    this.outcomes = [];
    this.images = new Uint8Array(0);
    this.total = 0;
    this.shape = [28, 28, 1];
    this.classes = [];
  }

  override render() {
    const { outcomes, total } = this;
    return html`<ul>
        ${outcomes.map((outcome, i) => this.#picture(outcome, i))}
      </ul>
      ${
        total > outcomes.length
          ? html`<p class="quiet small">${count(outcomes.length)} of ${count(total)}</p>`
          : nothing
      }`;
  }

  #picture({ index, truth, predicted, confidence }: Outcome, i: number) {
    const elements = this.shape.reduce((product, extent) => product * extent, 1);
    const [is, said] = [this.classes[truth] ?? truth, this.classes[predicted] ?? predicted];
    const isRight = truth === predicted;
    return html`<li class=${isRight ? 'right' : 'wrong'}>
      <button
        title="Test picture ${index}: look inside"
        @click=${() => this.dispatchEvent(new PictureChosen(index))}
      >
        <picture-canvas
          aria-hidden="true"
          .shape=${this.shape}
          .pixels=${this.images.subarray(i * elements, (i + 1) * elements)}
        ></picture-canvas>
        <span class="said number">
          ${spoken(`Test picture ${index} is`)} ${is}
          ${spoken(isRight ? 'and is recognised,' : 'and is taken for')}
          <span aria-hidden="true">${isRight ? '✓' : '→'}</span> ${isRight ? nothing : said}
          ${percent(confidence, 0)}
        </span>
      </button>
    </li>`;
  }
}

/** Words in place of the signs that eyes see. */
const spoken = (words: string) => html`<span class="visually-hidden">${words}</span>`;

customElements.define('outcome-gallery', OutcomeGallery);

declare global {
  interface HTMLElementTagNameMap {
    'outcome-gallery': OutcomeGallery;
  }
}
