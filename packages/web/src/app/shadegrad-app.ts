// The page's frame: what is set up on the left, training beside it, and on a phone one column with a bar at its foot.

import { css, html, LitElement, nothing } from 'lit';
import { base } from '../design/base-styles.js';
import { Selected } from '../store/selected.js';
import type { App } from './app.js';
import { Shortcuts } from './shortcuts.js';
import '../charts/charts-panel.js';
import '../data/data-panel.js';
import '../device/no-gpu.js';
import '../device/software-hint.js';
import '../network/network-panel.js';
import '../profile/profile-panel.js';
import '../runs/resume-offer.js';
import '../runs/runs-panel.js';
import '../share/link-notice.js';
import '../training/training-panel.js';
import './app-header.js';
import './run-bar.js';

export class ShadegradApp extends LitElement {
  static override properties = { app: { attribute: false } };

  static override styles = [
    base,
    css`
      :host {
        min-height: 100vh;
      }
      main {
        max-width: 110rem;
        margin: 0 auto;
        padding: var(--space-4);
      }
      .notices > * {
        margin-bottom: var(--space-4);
      }
      .panels {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
      }
      .column {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
        align-content: start;
        min-width: 0;
      }
      run-bar {
        display: none;
      }
      @media (min-width: 60rem) {
        .panels {
          grid-template-columns: 22rem minmax(0, 1fr);
        }
      }
      @media (min-width: 60rem) and (max-width: 80rem) {
        .within,
        .after {
          grid-column: 1 / -1;
        }
        .within {
          grid-template-columns: 24rem minmax(0, 1fr);
        }
      }
      @media (min-width: 80rem) {
        .panels {
          grid-template-columns: 22rem minmax(0, 1fr) 27rem;
          /* What stands after training follows it at once, however tall the columns beside it are. */
          grid-template-rows: auto 1fr;
        }
        .set-up,
        .within {
          grid-row: span 2;
        }
        .after {
          grid-column: 2;
        }
      }
      @media (max-width: 40rem) {
        main {
          padding: var(--space-3);
          padding-bottom: 5.5rem;
        }
        run-bar {
          display: block;
        }
      }
    `,
  ];

  declare app: App;
  readonly #device = new Selected(this, (state) => state.device);

  constructor() {
    super();
    this.addController(new Shortcuts(this));
  }

  /** What stands further down the page loads after what a first visit begins with. */
  override firstUpdated() {
    void import('./later-panels.js');
  }

  override render() {
    if (this.app === undefined) return nothing;
    const { app } = this;
    const device = this.#device.value;
    return html`
      <app-header .app=${app}></app-header>
      <main>
        <div class="notices">
          ${
            device.phase === 'missing'
              ? html`<no-gpu .app=${app}></no-gpu>`
              : html`<software-hint .app=${app}></software-hint>`
          }
          <link-notice .app=${app}></link-notice>
          <resume-offer .app=${app}></resume-offer>
        </div>
        <div class="panels">
          <div class="column set-up">
            <data-panel .app=${app}></data-panel>
            <network-panel .app=${app}></network-panel>
          </div>
          <div class="column">
            <training-panel .app=${app}></training-panel>
            <charts-panel .app=${app}></charts-panel>
            <evaluation-panel .app=${app}></evaluation-panel>
          </div>
          <div class="column within">
            <draw-panel .app=${app}></draw-panel>
            <insides-panel .app=${app}></insides-panel>
          </div>
          <div class="column after">
            <runs-panel .app=${app}></runs-panel>
            <profile-panel .app=${app}></profile-panel>
          </div>
        </div>
      </main>
      ${device.phase === 'missing' ? nothing : html`<run-bar .app=${app}></run-bar>`}
    `;
  }
}

customElements.define('shadegrad-app', ShadegradApp);

declare global {
  interface HTMLElementTagNameMap {
    'shadegrad-app': ShadegradApp;
  }
}
