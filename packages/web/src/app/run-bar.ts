// The bar at the foot of a phone: the button, and how it goes.

import { css, html, LitElement } from 'lit';
import { base } from '../design/base-styles.js';
import { loss, percent } from '../design/format.js';
import { Selected } from '../store/selected.js';
import type { App } from './app.js';
import '../training/train-button.js';

export class RunBar extends LitElement {
  static override properties = { app: { attribute: false } };

  static override styles = [
    base,
    css`
      .bar {
        position: fixed;
        inset: auto 0 0;
        z-index: 1;
        display: flex;
        align-items: center;
        gap: var(--space-4);
        padding: var(--space-3) var(--space-4) max(var(--space-3), env(safe-area-inset-bottom));
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      dl {
        display: grid;
        grid-template-columns: 1fr 1fr;
        flex: 1;
        font-variant-numeric: tabular-nums;
      }
      dt {
        color: var(--quiet);
        font-size: var(--text-xs);
        line-height: 1.2;
      }
      dd {
        font-size: var(--text-lg);
        font-weight: 600;
        line-height: 1.3;
      }
    `,
  ];

  declare app: App;
  readonly #run = new Selected(this, (state) => state.run);

  override render() {
    const { progress, evaluation } = this.#run.value;
    return html`<section class="bar" aria-label="The run at a glance">
      <train-button .app=${this.app}></train-button>
      <dl>
        <div>
          <dt>${evaluation ? 'Test accuracy' : 'Accuracy'}</dt>
          <dd>${percent(evaluation?.accuracy ?? progress?.accuracy)}</dd>
        </div>
        <div>
          <dt>${evaluation ? 'Test loss' : 'Loss'}</dt>
          <dd>${loss(evaluation?.loss ?? progress?.loss)}</dd>
        </div>
      </dl>
    </section>`;
  }
}

customElements.define('run-bar', RunBar);

declare global {
  interface HTMLElementTagNameMap {
    'run-bar': RunBar;
  }
}
