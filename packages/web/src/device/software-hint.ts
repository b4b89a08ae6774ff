// Where the processor has to compute everything, the classic network takes long: the page begins with a small one and says
// so; one button leads from each to the other.

import { css, html, LitElement, nothing } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { usePreset } from '../network/use-preset.js';
import { Selected } from '../store/selected.js';

export class SoftwareHint extends LitElement {
  static override properties = { app: { attribute: false } };

  static override styles = [
    base,
    css`
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
    `,
  ];

  declare app: App;
  readonly #network = new Selected(this, ({ network }) => network.name);
  readonly #isNeeded = new Selected(this, ({ device, run }) => {
    const isSoftware = device.phase === 'ready' && device.adapter.kind === 'software';
    return isSoftware && run.phase === 'idle';
  });

  override render() {
    const network = this.#network.value;
    const other = network === 'small' ? 'classic' : network === 'classic' ? 'small' : undefined;
    this.hidden = !this.#isNeeded.value || other === undefined;
    if (this.hidden || other === undefined) return nothing;
    return html`<div class="notice warn">
      <span>${WORDS[other]}</span>
      <button @click=${() => usePreset(this.app.store, other)}>Use the ${other} network</button>
    </div>`;
  }
}

const WHY = 'This browser computes WebGPU on the processor, not on a graphics chip';

/** By the network that is offered. */
const WORDS = {
  classic: `${WHY}, so the page begins with a small network. The classic one takes about fifty times as long: hours where the small one takes minutes.`,
  small: `${WHY}: there the classic network takes hours, and a small one, which learns nearly as well, minutes.`,
} as const;

customElements.define('software-hint', SoftwareHint);

declare global {
  interface HTMLElementTagNameMap {
    'software-hint': SoftwareHint;
  }
}
