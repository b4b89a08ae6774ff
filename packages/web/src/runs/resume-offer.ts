// Offers to go on with a run that was under way when the page was closed or ended; and says where another tab trains.

import { css, html, LitElement, nothing } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { count } from '../design/format.js';
import { icon } from '../design/icons.js';
import { Selected } from '../store/selected.js';
import { unfinishedRun } from './runs-state.js';

export class ResumeOffer extends LitElement {
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
      .notice span {
        flex: 1;
        min-width: 12rem;
      }
      .notice + .notice {
        margin-top: var(--space-2);
      }
    `,
  ];

  declare app: App;
  readonly #runs = new Selected(this, (state) => state.runs);
  readonly #run = new Selected(this, (state) => state.run);
  readonly #isReady = new Selected(
    this,
    ({ device, data }) => device.phase === 'ready' && data.phase === 'ready',
  );

  override render() {
    const runs = this.#runs.value;
    const { id, phase } = this.#run.value;
    const offered = phase === 'idle' && !runs.isOfferDeclined ? unfinishedRun(runs) : undefined;
    const elsewhere = runs.list?.find(
      (run) => run.status === 'running' && runs.locked.has(run.id) && run.id !== id,
    );
    this.hidden = offered === undefined && elsewhere === undefined;
    if (this.hidden) return nothing;
    return html`
      ${
        offered
          ? html`<div class="notice" role="status">
              <span>
                <strong>${offered.name}</strong> was in training when the page was closed;
                ${count(offered.step)} steps are kept.
              </span>
              <button
                class="primary"
                ?disabled=${!this.#isReady.value}
                @click=${() => void this.app.runs.resume(offered)}
              >
                ${icon('play')} Go on
              </button>
              <button @click=${() => this.app.runs.declineOffer()}>Not now</button>
            </div>`
          : nothing
      }
      ${
        elsewhere
          ? html`<div class="notice" role="status">
              <span>
                <strong>${elsewhere.name}</strong> is in training in another tab. A run here shares the GPU
                with it; each keeps what is its own.
              </span>
            </div>`
          : nothing
      }
    `;
  }
}

customElements.define('resume-offer', ResumeOffer);

declare global {
  interface HTMLElementTagNameMap {
    'resume-offer': ResumeOffer;
  }
}
