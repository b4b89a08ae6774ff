// The network from within, with its weights as they are now: feature maps of the picture on the drawing board, filters, and
// how its numbers are spread. While it is out of sight nothing is computed for it.

import { parseModel } from '@shadegrad/core';
import { html, LitElement, nothing } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { failureNotice } from '../design/failure-notice.js';
import { count } from '../design/format.js';
import { describeMarks } from '../drawing/marks.js';
import { memo } from '../store/memo.js';
import { Selected } from '../store/selected.js';
import '../design/app-card.js';
import '../design/segmented-control.js';
import type { Chosen } from '../design/segmented-control.js';
import './feature-explorer.js';
import './filter-view.js';
import './statistics-view.js';

type View = 'maps' | 'filters' | 'statistics';

const modelOf = memo(parseModel);

export class InsidesPanel extends LitElement {
  static override properties = { app: { attribute: false }, view: { state: true } };

  static override styles = [base];

  declare app: App;
  declare view: View;
  readonly #insides = new Selected(this, (state) => state.insides);
  readonly #drawing = new Selected(this, (state) => state.drawing);
  readonly #sight = new IntersectionObserver((entries) =>
    this.app.insides.setWatched(entries.at(-1)?.isIntersecting ?? false),
  );

  constructor() {
    super();
    this.view = 'maps';
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#sight.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#sight.disconnect();
    this.app.insides.setWatched(false);
  }

  override render() {
    const { snapshot, failure } = this.#insides.value;
    return html`<app-card heading="Insides">
      <segmented-control
        slot="beside"
        label="View"
        .options=${[
          ['maps', 'Feature maps'],
          ['filters', 'Filters'],
          ['statistics', 'Statistics'],
        ]}
        .value=${this.view}
        @change=${({ value }: Chosen<View>) => (this.view = value)}
      ></segmented-control>
      ${failure ? failureNotice(failure) : nothing}
      ${
        snapshot === undefined
          ? html`<p class="quiet">
              Once training has begun, this shows what each layer makes of the picture on the drawing board.
            </p>`
          : this.#contents()
      }
    </app-card>`;
  }

  #contents() {
    const { snapshot, history, config } = this.#insides.value;
    if (config === undefined || snapshot === undefined) return nothing;
    const model = modelOf(config.model);
    const { picture, marks } = this.#drawing.value;
    switch (this.view) {
      case 'maps':
        return html`<p class="quiet small number">
            Of ${picture === undefined ? 'the first test picture' : describeMarks(marks)}, after
            ${count(snapshot.step)} steps
          </p>
          <feature-explorer .model=${model} .snapshot=${snapshot}></feature-explorer>`;
      case 'filters':
        return html`<filter-view .model=${model} .weights=${snapshot.weights}></filter-view>`;
      case 'statistics':
        return html`<statistics-view .history=${history}></statistics-view>`;
      default:
        return this.view satisfies never;
    }
  }
}

customElements.define('insides-panel', InsidesPanel);

declare global {
  interface HTMLElementTagNameMap {
    'insides-panel': InsidesPanel;
  }
}
