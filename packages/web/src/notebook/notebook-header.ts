// The head of the page: the way back to the app, and the theme.

import { css, html, LitElement } from 'lit';
import { base } from '../design/base-styles.js';
import { logo } from '../design/logo.js';
import '../design/segmented-control.js';
import type { Chosen } from '../design/segmented-control.js';
import { chooseTheme, initialTheme, type ThemeChoice } from '../design/theme.js';
import { themeOptions } from '../design/theme-options.js';
import { appFolder } from './app-folder.js';

export class NotebookHeader extends LitElement {
  static override styles = [
    base,
    css`
      header {
        display: flex;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        max-width: 110rem;
        margin: 0 auto;
        padding: var(--space-3) var(--space-4);
      }
      a {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        color: var(--text);
        font-size: var(--text-xl);
        font-weight: 650;
        letter-spacing: -0.02em;
        line-height: 1.25;
        text-decoration: none;
      }
      a svg {
        width: 1.5rem;
        height: 1.5rem;
        flex: none;
      }
      p {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @media (max-width: 40rem) {
        p {
          visibility: hidden;
        }
      }
    `,
  ];

  override render() {
    return html`<header>
      <a href=${appFolder()} title="Back to the app">${logo()} shadegrad</a>
      <p class="quiet small">Notebooks whose cells run in this page, on your own GPU</p>
      <segmented-control
        label="Theme"
        .options=${themeOptions}
        .value=${initialTheme().choice}
        @change=${({ value }: Chosen<ThemeChoice>) => chooseTheme(value)}
      ></segmented-control>
    </header>`;
  }
}

customElements.define('notebook-header', NotebookHeader);

declare global {
  interface HTMLElementTagNameMap {
    'notebook-header': NotebookHeader;
  }
}
