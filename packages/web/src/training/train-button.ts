// The page's one primary button: it begins a run, pauses it, and lets it go on.

import { css, html, LitElement } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { icon, type IconName } from '../design/icons.js';
import { Selected } from '../store/selected.js';
import { canTrain, type TrainingSession } from './training-session.js';
import type { RunPhase } from './run-state.js';

interface Face {
  readonly icon: IconName;
  readonly label: string;
  /** Nothing where there is nothing to press. */
  readonly press?: (training: TrainingSession) => Promise<void>;
}

const train = (training: TrainingSession): Promise<void> => training.train();
const pause = (training: TrainingSession): Promise<void> => training.pause();

const FACES: Readonly<Record<RunPhase, Face>> = {
  idle: { icon: 'play', label: 'Train', press: train },
  preparing: { icon: 'play', label: 'Preparing' },
  running: { icon: 'pause', label: 'Pause', press: pause },
  pausing: { icon: 'pause', label: 'Pausing' },
  paused: { icon: 'play', label: 'Resume', press: train },
  evaluating: { icon: 'play', label: 'Evaluating' },
  finished: { icon: 'play', label: 'Train anew', press: train },
  failed: { icon: 'play', label: 'Train anew', press: train },
};

export class TrainButton extends LitElement {
  static override properties = { app: { attribute: false } };

  static override styles = [
    base,
    css`
      /* Wide enough for each of its labels. */
      button {
        min-width: 8.25rem;
      }
    `,
  ];

  declare app: App;
  readonly #phase = new Selected(this, (state) => state.run.phase);
  readonly #canTrain = new Selected(this, canTrain);

  override render() {
    const { icon: name, label, press } = FACES[this.#phase.value];
    const isStart = press === train && this.#phase.value !== 'paused';
    return html`<button
      class="primary"
      title="Space"
      ?disabled=${press === undefined || (isStart && !this.#canTrain.value)}
      @click=${() => press?.(this.app.training)}
    >
      ${icon(name)} ${label}
    </button>`;
  }
}

customElements.define('train-button', TrainButton);

declare global {
  interface HTMLElementTagNameMap {
    'train-button': TrainButton;
  }
}
