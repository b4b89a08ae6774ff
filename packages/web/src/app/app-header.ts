// The head of the page: name, adapter, theme, help.

import { css, html, LitElement } from 'lit';
import { base } from '../design/base-styles.js';
import { icon } from '../design/icons.js';
import { logo } from '../design/logo.js';
import { chooseTheme, type ThemeChoice } from '../design/theme.js';
import { themeOptions } from '../design/theme-options.js';
import type { DeviceState } from '../device/device-state.js';
import { Selected } from '../store/selected.js';
import type { App } from './app.js';
import '../design/segmented-control.js';
import type { Chosen } from '../design/segmented-control.js';
import './help-dialog.js';

export class AppHeader extends LitElement {
  static override properties = { app: { attribute: false } };

  static override styles = [
    base,
    css`
      header {
        display: flex;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        max-width: 110rem;
        margin: 0 auto;
        padding: var(--space-3) var(--space-4) 0;
      }
      h1 {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        font-size: var(--text-xl);
        font-weight: 650;
        letter-spacing: -0.02em;
        line-height: 1.25;
      }
      h1 svg {
        width: 1.5rem;
        height: 1.5rem;
        flex: none;
      }
      .tagline {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .adapter {
        max-width: 20rem;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .notebook {
        display: flex;
        align-items: center;
        gap: var(--space-1);
        min-height: 2rem;
        color: var(--text);
        text-decoration: none;
      }
      .notebook:hover {
        color: var(--accent);
      }
      @media (max-width: 60rem) {
        .adapter {
          display: none;
        }
      }
      @media (max-width: 40rem) {
        header {
          padding: var(--space-3) var(--space-3) 0;
        }
        .tagline {
          visibility: hidden;
        }
        .notebook span {
          position: absolute;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  declare app: App;
  readonly #device = new Selected(this, (state) => state.device);
  readonly #theme = new Selected(this, (state) => state.theme.choice);

  override render() {
    return html`<header>
      <h1>${logo()} shadegrad</h1>
      <p class="tagline quiet small">Trains a convolutional network in this page, on your own GPU</p>
      <p class="adapter quiet small" title="The GPU in use">${adapterWords(this.#device.value)}</p>
      <a class="notebook small" href="./notebook/" title="Notebooks, whose cells run in this browser">
        ${icon('notebook')} <span>Notebook</span>
      </a>
      <segmented-control
        label="Theme"
        .options=${themeOptions}
        .value=${this.#theme.value}
        @change=${({ value }: Chosen<ThemeChoice>) => this.#choose(value)}
      ></segmented-control>
      <button class="plain icon" aria-label="Help" title="Help (?)" @click=${() => this.openHelp()}>
        ${icon('help')}
      </button>
      <help-dialog></help-dialog>
    </header>`;
  }

  openHelp(): void {
    this.renderRoot.querySelector('help-dialog')?.open();
  }

  #choose(choice: ThemeChoice): void {
    this.app.store.update({ theme: chooseTheme(choice) });
  }
}

function adapterWords(device: DeviceState): string {
  switch (device.phase) {
    case 'opening':
      return 'Opening the GPU …';
    case 'missing':
      return 'No GPU';
    case 'ready':
      return `${device.adapter.name}${device.adapter.kind === 'software' ? ' (software)' : ''}`;
    default:
      return device satisfies never;
  }
}

customElements.define('app-header', AppHeader);

declare global {
  interface HTMLElementTagNameMap {
    'app-header': AppHeader;
  }
}
