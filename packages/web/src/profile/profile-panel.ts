// Where the time of a training step goes, measured on request.

import { css, html, LitElement, nothing } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { failureNotice } from '../design/failure-notice.js';
import { Selected } from '../store/selected.js';
import { isBusy as isTraining } from '../training/run-state.js';
import { canTrain } from '../training/training-session.js';
import '../design/app-card.js';
import './kernel-table.js';
import { tuningResult } from './tuning-result.js';

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
  readonly #tuning = new Selected(this, (state) => state.tuning);
  readonly #isFree = new Selected(this, (state) => canTrain(state) && !isTraining(state.run));

  override render() {
    const profile = this.#profile.value;
    const isMeasuring = profile.phase === 'measuring';
    const tuning = this.#tuning.value;
    const isBusy = isMeasuring || tuning.phase === 'tuning';
    return html`<app-card heading="Time of each kernel">
      <button
        slot="beside"
        title="Measures which variant of each kernel is fastest on this GPU, and remembers it"
        ?disabled=${isBusy || !this.#isFree.value}
        @click=${() => this.app.profiling.tune()}
      >
        Tune
      </button>
      <button
        slot="beside"
        ?disabled=${isBusy || !this.#isFree.value}
        @click=${() => this.app.profiling.measure()}
      >
        ${profile.phase === 'done' ? 'Measure again' : 'Measure'}
      </button>
      ${
        isMeasuring
          ? html`<progress aria-label="Measuring" max="1" .value=${profile.share}></progress>`
          : nothing
      }
      ${tuningResult(tuning)}
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
