// The buttons of a run: train, pause, step, stop, reset.

import { css, html, LitElement } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { icon } from '../design/icons.js';
import { Selected } from '../store/selected.js';
import { isBusy } from './run-state.js';
import { canTrain } from './training-session.js';
import './train-button.js';

export class RunControls extends LitElement {
  static override properties = { app: { attribute: false } };

  static override styles = [
    base,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ];

  declare app: App;
  readonly #run = new Selected(this, (state) => state.run);
  readonly #canTrain = new Selected(this, canTrain);

  override render() {
    const run = this.#run.value;
    const { training } = this.app;
    const { phase } = run;
    const cannotStep = isBusy(run) || !this.#canTrain.value;
    const cannotStop = phase !== 'running' && phase !== 'paused';
    const cannotReset = phase === 'idle' || (isBusy(run) && phase !== 'running');
    return html`<div role="group" aria-label="Run">
      <train-button .app=${this.app}></train-button>
      <button ?disabled=${cannotStep} title="Train on one batch (.)" @click=${() => training.stepBatch()}>
        ${icon('step')} Batch
      </button>
      <button
        ?disabled=${cannotStep}
        title="Train to the end of an epoch (E)"
        @click=${() => training.stepEpoch()}
      >
        ${icon('epoch')} Epoch
      </button>
      <button ?disabled=${cannotStop} title="End the run here and evaluate" @click=${() => training.stop()}>
        ${icon('stop')} Stop
      </button>
      <button ?disabled=${cannotReset} title="Forget the run" @click=${() => training.reset()}>
        ${icon('reset')} Reset
      </button>
    </div>`;
  }
}

customElements.define('run-controls', RunControls);

declare global {
  interface HTMLElementTagNameMap {
    'run-controls': RunControls;
  }
}
