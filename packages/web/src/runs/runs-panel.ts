// The runs that this browser keeps; and a place to drop one that comes from elsewhere.

import { css, html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { App } from '../app/app.js';
import { FileDrop } from '../data/file-drop.js';
import { base } from '../design/base-styles.js';
import { inputOf } from '../design/event-target.js';
import { failureNotice } from '../design/failure-notice.js';
import { bytes } from '../design/format.js';
import { icon } from '../design/icons.js';
import { Selected } from '../store/selected.js';
import { isBusy, isUnderWay } from '../training/run-state.js';
import '../design/app-card.js';
import { comparedRuns, type RunsState } from './runs-state.js';
import './run-comparison.js';
import './run-row.js';

/** Runs that are listed at first. */
const FEW = 8;

export class RunsPanel extends LitElement {
  static override properties = { app: { attribute: false }, showsAll: { state: true } };

  static override styles = [
    base,
    css`
      :host([dropping]) app-card {
        outline: 2px dashed var(--accent);
        border-radius: var(--radius-lg);
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      input[type='file'] {
        display: none;
      }
      .trouble button {
        margin-top: var(--space-2);
      }
      .busy {
        min-height: 1.25rem;
      }
    `,
  ];

  declare app: App;
  /** Whether older runs are listed, too. */
  declare showsAll: boolean;
  readonly #runs = new Selected(this, (state) => state.runs);
  readonly #run = new Selected(this, (state) => state.run);

  constructor() {
    super();
    this.showsAll = false;
    this.addController(new FileDrop(this, (files) => this.#takeIn(files)));
  }

  override render() {
    const { list, failure, trouble, busy, usage } = this.#runs.value;
    return html`<app-card heading="Runs">
      <button
        slot="beside"
        ?disabled=${this.#isLocked}
        @click=${() => this.renderRoot.querySelector('input')?.click()}
      >
        ${icon('up')} Take in a run or a model
      </button>
      <input
        type="file"
        multiple
        accept=".zip,.safetensors,.onnx,.keras,.h5,.hdf5,.json,.bin"
        aria-label="A run folder as a zip, or the files of a model"
        tabindex="-1"
        @change=${(event: Event) => {
          this.#takeIn(inputOf(event).files ?? []);
          inputOf(event).value = '';
        }}
      />
      ${failure ? failureNotice(failure) : nothing} ${trouble ? this.#trouble(trouble) : nothing}
      ${this.#list(list)}
      <run-comparison
        ?hidden=${this.#runs.value.compared.length === 0}
        .runs=${comparedRuns(this.#runs.value)}
      ></run-comparison>
      <p class="busy quiet small" role="status">
        ${
          busy === undefined
            ? usage && list?.length
              ? `This page keeps ${bytes(usage.used)} in this browser.`
              : nothing
            : `${busy} …`
        }
      </p>
    </app-card>`;
  }

  get #isLocked(): boolean {
    const run = this.#run.value;
    return isBusy(run) || isUnderWay(run);
  }

  #list(list: RunsState['list']) {
    if (list === undefined) return nothing;
    if (list.length === 0) {
      return html`<p class="quiet small">
        Each run is kept in this browser: its curves, its weights and where it stands, so that it can go on
        after the page was closed. Drop the zip of a run here to take it in, or a model: ONNX, Keras,
        TensorFlow.js, safetensors. A model becomes a run that is over: it classifies the test pictures and
        what you draw; fork it to train its network.
      </p>`;
    }
    return html`<ul>
      ${repeat(
        this.showsAll ? list : list.slice(0, FEW),
        ({ id }) => id,
        (run) => html`<li><run-row .app=${this.app} .run=${run}></run-row></li>`,
      )}
    </ul>
      ${
        list.length > FEW
          ? html`<button class="plain" @click=${() => (this.showsAll = !this.showsAll)}>
              ${this.showsAll ? 'Show the newest alone' : `Show all ${list.length}`}
            </button>`
          : nothing
      }`;
  }

  #trouble(trouble: NonNullable<RunsState['trouble']>) {
    const hasWeights = this.#run.value.progress !== undefined && !isBusy(this.#run.value);
    return html`<div class="trouble">
      ${failureNotice(trouble)}
      <button ?disabled=${!hasWeights} @click=${() => void this.app.transfer.takeCurrentWeightsHome()}>
        ${icon('download')} Weights of this run
      </button>
    </div>`;
  }

  #takeIn(files: Iterable<File>): void {
    const given = [...files];
    if (given.length > 0) void this.app.transfer.takeIn(given);
  }
}

customElements.define('runs-panel', RunsPanel);

declare global {
  interface HTMLElementTagNameMap {
    'runs-panel': RunsPanel;
  }
}
