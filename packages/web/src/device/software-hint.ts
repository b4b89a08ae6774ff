// Where the processor has to compute everything, the classic network takes long: says so once, and offers a smaller one.

import { css, html, LitElement, nothing } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { networkOfPreset, PRESETS } from '../network/presets.js';
import { Selected } from '../store/selected.js';
import { settingsOf } from '../training/settings.js';

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
  readonly #isNeeded = new Selected(this, ({ device, network, run }) => {
    const isSoftware = device.phase === 'ready' && device.adapter.kind === 'software';
    return isSoftware && network.name === 'classic' && run.phase === 'idle';
  });

  override render() {
    this.hidden = !this.#isNeeded.value;
    if (this.hidden) return nothing;
    return html`<div class="notice warn">
      <span>This browser computes WebGPU on the processor, where the classic network takes long.</span>
      <button @click=${() => this.#takeSmall()}>Use the small network</button>
    </div>`;
  }

  #takeSmall(): void {
    const { small } = PRESETS;
    this.app.store.update(({ settings }) => ({
      network: networkOfPreset(small),
      settings: settingsOf(small, settings.seed),
    }));
  }
}

customElements.define('software-hint', SoftwareHint);

declare global {
  interface HTMLElementTagNameMap {
    'software-hint': SoftwareHint;
  }
}
