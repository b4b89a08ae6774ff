// A kept run: what it is, how well it did, and, opened, what can be done with it.

import { css, html, LitElement, nothing } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { inputOf } from '../design/event-target.js';
import { count, percent } from '../design/format.js';
import { icon } from '../design/icons.js';
import { Selected } from '../store/selected.js';
import { isBusy } from '../training/run-state.js';
import { foreignFormats, FOREIGN_FORMATS } from '../transfer/foreign-formats.js';
import { isModel, type KeptRun } from './kept-run.js';
import { begunAt } from './run-labels.js';
import { runColor, runSwatch } from './run-swatch.js';

const STATUS: Readonly<Record<KeptRun['status'], string>> = {
  running: 'unfinished',
  paused: 'unfinished',
  finished: 'finished',
  failed: 'failed',
};

export class RunRow extends LitElement {
  static override properties = {
    app: { attribute: false },
    run: { attribute: false },
    isDeleting: { state: true },
  };

  static override styles = [
    base,
    css`
      .head {
        display: flex;
        align-items: flex-start;
        gap: var(--space-3);
      }
      .head .check {
        min-height: 2.5rem;
      }
      .stroke {
        display: inline-flex;
        width: 28px;
      }
      details {
        flex: 1;
        min-width: 0;
      }
      summary {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--space-3);
        padding: var(--space-2) 0;
        cursor: pointer;
      }
      .name {
        flex: 1;
        min-width: 8rem;
        overflow: hidden;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .accuracy {
        min-width: 4.5rem;
        text-align: right;
      }
      .more {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-2) 0 var(--space-4);
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: var(--space-3);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      .danger {
        color: var(--bad);
      }
    `,
  ];

  declare app: App;
  declare run: KeptRun;
  declare isDeleting: boolean;
  readonly #current = new Selected(this, (state) => state.run);
  readonly #runs = new Selected(this, (state) => state.runs);
  readonly #canOpen = new Selected(
    this,
    ({ device, data }) => device.phase === 'ready' && data.phase !== 'loading',
  );

  constructor() {
    super();
    this.isDeleting = false;
  }

  override render() {
    const { run } = this;
    const { compared, locked } = this.#runs.value;
    const isCurrent = this.#current.value.id === run.id;
    const isElsewhere = locked.has(run.id) && !isCurrent;
    const place = compared.indexOf(run.id);
    return html`<div class="head">
      <label class="check" title="Draw its curves beside those of others">
        <input
          type="checkbox"
          aria-label="Compare ${run.name}"
          .checked=${place >= 0}
          @change=${(event: Event) => void this.app.runs.compare(run, inputOf(event).checked)}
        />
        <span class="stroke" ${runColor(Math.max(0, place))}>${place < 0 ? nothing : runSwatch(place)}</span>
      </label>
      <details>
        <summary>
          <span class="name">${run.name}</span>
          <span class="quiet small">${this.#what(isCurrent, isElsewhere)}</span>
          <span class="accuracy number" title="Test accuracy">${percent(run.evaluation?.accuracy)}</span>
        </summary>
        ${this.#more(isCurrent, isElsewhere)}
      </details>
    </div>`;
  }

  #what(isCurrent: boolean, isElsewhere: boolean): string {
    const { status, step, origin } = this.run;
    const state = isElsewhere
      ? 'open in another tab'
      : isCurrent
        ? 'open here'
        : isModel(this.run)
          ? 'a model'
          : `${STATUS[status]}, ${count(step)} steps`;
    return `${begunAt(this.run)} · ${state}${origin === 'a file' ? ' · taken in' : ''}`;
  }

  #more(isCurrent: boolean, isElsewhere: boolean) {
    const { run } = this;
    const { runs } = this.app;
    const isLocked = isBusy(this.#current.value) || !this.#canOpen.value || isElsewhere;
    const isUnfinished = run.status === 'running' || run.status === 'paused';
    return html`<div class="more">
      <div class="fields">
        <label class="field">
          <span>Name</span>
          <input
            type="text"
            maxlength="100"
            .value=${run.name}
            @change=${(event: Event) => void runs.rename(run, inputOf(event).value)}
          />
        </label>
        <label class="field">
          <span>Note</span>
          <input
            type="text"
            maxlength="10000"
            .value=${run.note}
            @change=${(event: Event) => void runs.annotate(run, inputOf(event).value)}
          />
        </label>
      </div>
      ${
        run.failure
          ? html`<p class="small quiet">It ended early: ${run.failure.message} ${run.failure.fix}</p>`
          : nothing
      }
      <div class="buttons">
        ${
          isUnfinished
            ? html`<button ?disabled=${isLocked || isCurrent} @click=${() => void runs.resume(run)}>
                ${icon('play')} Go on
              </button>`
            : nothing
        }
        <button ?disabled=${isLocked || isCurrent} @click=${() => void runs.open(run)}>Open</button>
        <button title="Edit its network and settings as the next run" @click=${() => runs.fork(run)}>
          Fork
        </button>
        ${this.#deletion(isLocked && (isCurrent || isElsewhere))}
      </div>
      ${this.#takeHome()}
    </div>`;
  }

  #takeHome() {
    const { run } = this;
    const { transfer } = this.app;
    return html`<div class="buttons" role="group" aria-label="Take home">
      <span class="quiet small" aria-hidden="true">Take home</span>
      <button @click=${() => void transfer.takeHome(run)}>${icon('download')} Run folder</button>
      <button
        title="As safetensors, with the description of the network"
        @click=${() => void transfer.takeWeightsHome(run)}
      >
        ${icon('download')} Weights
      </button>
      ${foreignFormats.map(
        (format) =>
          html`<button
            title="Network and weights for ${FOREIGN_FORMATS[format]}"
            @click=${() => void transfer.takeModelHome(run, format)}
          >
            ${icon('download')} ${FOREIGN_FORMATS[format]}
          </button>`,
      )}
      <button title="What was measured" @click=${() => void transfer.takeMetricsHome(run, 'csv')}>
        ${icon('download')} CSV
      </button>
      <button title="What was measured" @click=${() => void transfer.takeMetricsHome(run, 'json')}>
        ${icon('download')} JSON
      </button>
    </div>`;
  }

  #deletion(isLocked: boolean) {
    if (!this.isDeleting) {
      return html`<button ?disabled=${isLocked} @click=${() => (this.isDeleting = true)}>
        ${icon('remove')} Delete
      </button>`;
    }
    return html`<button class="danger" @click=${() => void this.app.runs.remove(this.run)}>
        Delete for good
      </button>
      <button @click=${() => (this.isDeleting = false)}>Keep</button>`;
  }
}

customElements.define('run-row', RunRow);

declare global {
  interface HTMLElementTagNameMap {
    'run-row': RunRow;
  }
}
