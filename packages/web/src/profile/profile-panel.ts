// Where the time of a training step goes, measured on request.

import { css, html, LitElement, nothing } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { failureNotice } from '../design/failure-notice.js';
import { Selected } from '../store/selected.js';
import { isBusy } from '../training/run-state.js';
import { canTrain } from '../training/training-session.js';
import '../design/app-card.js';
import './kernel-table.js';

export class ProfilePanel extends LitElement {
  static override properties = { app: { attribute: false } };

  static override styles = [
    base,
    css`
      progress {
        width: 100%;
        accent-color: var(--accent);
      }
    `,
  ];

  declare app: App;
  readonly #profile = new Selected(this, (state) => state.profile);
  readonly #isFree = new Selected(this, (state) => canTrain(state) && !isBusy(state.run));

  override render() {
    const profile = this.#profile.value;
    const isMeasuring = profile.phase === 'measuring';
    return html`<app-card heading="Time of each kernel">
      <button
        slot="beside"
        ?disabled=${isMeasuring || !this.#isFree.value}
        @click=${() => this.app.profiling.measure()}
      >
        ${profile.phase === 'done' ? 'Measure again' : 'Measure'}
      </button>
      ${
        isMeasuring
          ? html`<progress aria-label="Measuring" max="1" .value=${profile.share}></progress>`
          : nothing
      }
      ${
        profile.phase === 'none'
          ? html`<p class="quiet small">
              Times every kernel of a training step on this GPU, and tells how close it comes to what the GPU
              can do at best.
            </p>`
          : nothing
      }
      ${profile.phase === 'none' && profile.failure ? failureNotice(profile.failure) : nothing}
      ${profile.phase === 'done' ? html`<kernel-table .profile=${profile.profile}></kernel-table>` : nothing}
    </app-card>`;
  }
}

customElements.define('profile-panel', ProfilePanel);

declare global {
  interface HTMLElementTagNameMap {
    'profile-panel': ProfilePanel;
  }
}
