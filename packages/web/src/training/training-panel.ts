// Training: its buttons, where the run stands, its settings, and what came of it.

import { isGuessing } from '@shadegrad/core';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { failureNotice } from '../design/failure-notice.js';
import { count, percent, rate } from '../design/format.js';
import { icon } from '../design/icons.js';
import { Selected } from '../store/selected.js';
import type { AppState } from '../store/app-state.js';
import type { LostDevice, RunState, WentBack } from './run-state.js';
import { canTrain } from './training-session.js';
import '../design/app-card.js';
import './run-controls.js';
import './run-figures.js';
import './settings-form.js';

export class TrainingPanel extends LitElement {
  static override properties = { app: { attribute: false } };

  static override styles = [
    base,
    css`
      hr {
        width: 100%;
        margin: 0;
        border: 0;
        border-top: 1px solid var(--line);
      }
      .result {
        min-height: 1.5rem;
      }
    `,
  ];

  declare app: App;
  readonly #run = new Selected(this, (state) => state.run);
  readonly #readiness = new Selected(this, readiness);

  override render() {
    const run = this.#run.value;
    return html`<app-card heading="Training">
      <run-controls slot="beside" .app=${this.app}></run-controls>
      <run-figures .run=${run}></run-figures>
      <p class="result" role="status">${run.phase === 'idle' ? this.#readiness.value : result(run)}</p>
      ${run.lostDevice ? html`<p class="notice warn" role="status">${lossWords(run.lostDevice)}</p>` : nothing}
      ${onlyGuesses(run) ? html`<p class="notice warn" role="status">${GUESSING}</p>` : nothing}
      ${run.wentBack ? html`<p class="notice warn" role="status">${wentBackWords(run.wentBack)}</p>` : nothing}
      ${run.failure ? failureNotice(run.failure) : nothing} ${this.#wayBack(run)}
      <hr />
      <settings-form .app=${this.app}></settings-form>
    </app-card>`;
  }

  /** A run that failed goes on from what is kept of it. */
  #wayBack({ phase, id, failure }: RunState) {
    if (phase !== 'failed' || id === undefined) return nothing;
    return html`<div>
      <button @click=${() => void this.app.runs.goBack()}>
        ${icon('play')}
        ${
          failure?.code === 'SHADEGRAD_DIVERGED'
            ? 'Go on from the last good state, at a smaller learning rate'
            : 'Go on from the last checkpoint'
        }
      </button>
    </div>`;
  }
}

/** What a first run still waits for. */
function readiness(state: AppState): string {
  if (state.device.phase === 'opening') return 'Opening the GPU …';
  if (state.data.phase === 'loading') return 'Loading the pictures …';
  return canTrain(state)
    ? 'Everything is ready: press Train.'
    : 'Something is missing: see the messages on this page.';
}

/** What there is to say of the run, in a line that is always there. */
function result({
  phase,
  evaluation,
  recordedCorrect,
  epochs,
}: RunState): TemplateResult | typeof nothing | string {
  if (phase === 'preparing') return 'Compiling the kernels for this GPU …';
  if (phase === 'evaluating') return 'Classifying the test pictures …';
  if (evaluation !== undefined) {
    const { accuracy, confidenceInterval, correct, count: all } = evaluation;
    const [low, high] = confidenceInterval;
    return html`<strong class="number">Test accuracy ${percent(accuracy)}</strong>
      <span class="quiet number">
        95 % interval ${percent(low)} to ${percent(high)}, ${count(correct)} of ${count(all)}
        right${recordedWords(correct, recordedCorrect)}
      </span>`;
  }
  const last = epochs.at(-1);
  if (last !== undefined) {
    return html`<span class="quiet number">
      Epoch ${last.epoch}: accuracy ${percent(last.accuracy)}, validation ${percent(last.validationAccuracy)}
    </span>`;
  }
  return nothing;
}

/** Nothing stops a run whose numbers are finite. */
const GUESSING =
  'So far the network only guesses: its loss is no lower than that of equal probabilities for all classes. The learning rate may be far too large, and all ReLUs dead (see Insides), or too small; 0.001 suits most networks with Adam.';

function onlyGuesses({ epochs, progress }: RunState): boolean {
  const last = epochs.at(-1);
  return last !== undefined && progress !== undefined && isGuessing(last, progress.classes);
}

function wentBackWords({ times, from, step, learningRate, reason }: WentBack): string {
  const often = times === 1 ? '' : `; so far it went back ${count(times)} times`;
  return `${reason} at step ${count(from)}. The run went back to step ${count(step)} and goes on with half the learning rate, ${rate(learningRate)}${often}.`;
}

function lossWords({ times, step, wentOnFrom }: LostDevice): string {
  const when = times === 1 ? `at step ${count(step)}` : `${count(times)} times, last at step ${count(step)}`;
  return wentOnFrom === undefined
    ? `The GPU was lost ${when}. Opening one again …`
    : `The GPU was lost ${when}; the run went on from step ${count(wentOnFrom)} on a new one, with the same bits.`;
}

function recordedWords(correct: number, recorded: number | undefined): string {
  if (recorded === undefined) return '';
  return recorded === correct ? ', as recorded' : `; recorded were ${count(recorded)}`;
}

customElements.define('training-panel', TrainingPanel);

declare global {
  interface HTMLElementTagNameMap {
    'training-panel': TrainingPanel;
  }
}
