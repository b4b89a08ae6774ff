// The pictures: what they are and where they came from, how many of each class, some to look at, and how to get others.

import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { inputOf } from '../design/event-target.js';
import { failureNotice } from '../design/failure-notice.js';
import { count } from '../design/format.js';
import { icon } from '../design/icons.js';
import { Selected } from '../store/selected.js';
import { isBusy, isUnderWay } from '../training/run-state.js';
import { exampleCount, type DataState, type DataSummary, type Part, type Pictures } from './data-state.js';
import { FileDrop } from './file-drop.js';
import { DRAWN } from './drawn.js';
import '../design/app-card.js';
import '../design/segmented-control.js';
import type { Chosen } from '../design/segmented-control.js';
import './class-counts.js';
import './picture-grid.js';

/** Pictures shown at once. */
const SHOWN = 20;

const ORIGINS: Readonly<Record<DataSummary['origin'], string>> = {
  'beside the app': 'from the folder beside the app',
  'kept by the browser': 'kept by this browser',
  mirror: 'from a mirror, checked',
  'your files': 'your own files',
  drawn: 'made by a program',
};

export class DataPanel extends LitElement {
  static override properties = {
    app: { attribute: false },
    shownPart: { state: true },
    first: { state: true },
    pictures: { state: true },
  };

  static override styles = [
    base,
    css`
      :host([dropping]) app-card {
        outline: 2px dashed var(--accent);
        border-radius: var(--radius-lg);
      }
      progress {
        width: 100%;
        accent-color: var(--accent);
      }
      .browse,
      .get {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2);
      }
      .get {
        justify-content: flex-start;
      }
      .pages {
        display: flex;
        align-items: center;
        gap: var(--space-1);
        font-size: var(--text-xs);
      }
      .pages span {
        display: inline-flex;
        rotate: -90deg;
      }
      picture-grid {
        /* Two rows of ten, whether they are there yet or not. */
        min-height: 6rem;
      }
      summary {
        color: var(--quiet);
        font-size: var(--text-sm);
        cursor: pointer;
      }
      details .get {
        margin-top: var(--space-2);
      }
      input[type='file'] {
        display: none;
      }
    `,
  ];

  declare app: App;
  declare shownPart: Part;
  /** Position of the first picture shown. */
  declare first: number;
  declare pictures: Pictures | undefined;
  readonly #data = new Selected(this, (state) => state.data);
  readonly #run = new Selected(this, (state) => state.run);
  #shown = '';

  constructor() {
    super();
    this.shownPart = 'training';
    this.first = 0;
    this.addController(new FileDrop(this, (files) => this.#open(files)));
  }

  override render() {
    const data = this.#data.value;
    return html`<app-card heading="Data">${this.#contents(data)}</app-card>`;
  }

  override updated(changed: PropertyValues<this>) {
    const data = this.#data.value;
    if (data.phase !== 'ready') return;
    if (changed.has('app')) this.#shown = '';
    void this.#fetch(data.summary);
  }

  #contents(data: DataState) {
    switch (data.phase) {
      case 'loading':
        return html`<p role="status">${data.what} …</p>
          <progress aria-label=${data.what} max="1" value=${data.share ?? nothing}></progress>`;
      case 'failed':
        return html`${failureNotice(data.failure)} ${this.#others()}`;
      case 'ready':
        return html`${data.failure ? failureNotice(data.failure) : nothing} ${this.#summary(data.summary)}`;
      default:
        return data satisfies never;
    }
  }

  #summary(summary: DataSummary) {
    const { title, origin, reason, shape, classes, counts } = summary;
    const all = exampleCount(summary, this.shownPart);
    return html`
      <p>
        <strong>${title}</strong>
        <span class="quiet small">
          ${ORIGINS[origin]}; ${count(exampleCount(summary, 'training'))} to train on,
          ${count(exampleCount(summary, 'test'))} to test with
        </span>
      </p>
      ${
        reason === undefined
          ? nothing
          : html`<p class="notice warn">These are not real handwriting. ${reason}</p>`
      }
      <div class="browse">
        <segmented-control
          label="Part"
          .options=${[
            ['training', 'Training'],
            ['test', 'Test'],
          ]}
          .value=${this.shownPart}
          @change=${({ value }: Chosen<Part>) => this.#show(value, 0)}
        ></segmented-control>
        <div class="pages number">
          <button class="plain icon" aria-label="Pictures before" @click=${() => this.#turn(-SHOWN, all)}>
            <span>${icon('up')}</span>
          </button>
          ${count(this.first + 1)}–${count(Math.min(all, this.first + SHOWN))}
          <button class="plain icon" aria-label="Pictures after" @click=${() => this.#turn(SHOWN, all)}>
            <span>${icon('down')}</span>
          </button>
        </div>
      </div>
      <picture-grid .pictures=${this.pictures} .shape=${shape} .classes=${classes}></picture-grid>
      <class-counts .classes=${classes} .counts=${counts[this.shownPart]}></class-counts>
      ${this.#others()}
    `;
  }

  #others() {
    const run = this.#run.value;
    const isLocked = isBusy(run) || isUnderWay(run);
    const { data } = this.app;
    const load = (request: Parameters<typeof data.load>[0]) => () => void data.load(request);
    return html`<details>
      <summary>Other pictures</summary>
      <div class="get">
        <button ?disabled=${isLocked} @click=${load({ kind: 'mirror' })}>
          ${icon('download')} MNIST from GitHub (12 MB)
        </button>
        <button ?disabled=${isLocked} @click=${load({ kind: 'drawn', ...DRAWN })}>Draw digits</button>
        <button ?disabled=${isLocked} @click=${() => this.renderRoot.querySelector('input')?.click()}>
          Open IDX files
        </button>
        <input
          type="file"
          multiple
          aria-label="IDX files"
          tabindex="-1"
          @change=${(event: Event) => {
            this.#open(inputOf(event).files ?? []);
            inputOf(event).value = '';
          }}
        />
        <p class="quiet small">
          ${isLocked ? 'Reset the run to train on others.' : 'Or drop the IDX files, plain or gzipped, here.'}
        </p>
      </div>
    </details>`;
  }

  #open(files: Iterable<File>): void {
    const given = [...files];
    if (given.length > 0) void this.app.data.open(given);
  }

  #turn(by: number, all: number): void {
    const next = this.first + by;
    const last = Math.floor((all - 1) / SHOWN) * SHOWN;
    this.#show(this.shownPart, next < 0 ? last : next >= all ? 0 : next);
  }

  #show(part: Part, first: number): void {
    this.shownPart = part;
    this.first = first;
  }

  async #fetch(summary: DataSummary): Promise<void> {
    const { shownPart: part, first } = this;
    const wanted = `${summary.title} ${summary.origin} ${part} ${first}`;
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    const all = exampleCount(summary, part);
    const positions = Array.from({ length: Math.min(SHOWN, all - first) }, (_, i) => first + i);
    const pictures = await this.app.data.pictures(part, positions);
    if (this.#shown === wanted) this.pictures = pictures;
  }
}

customElements.define('data-panel', DataPanel);

declare global {
  interface HTMLElementTagNameMap {
    'data-panel': DataPanel;
  }
}
