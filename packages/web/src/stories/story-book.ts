// The page of stories: each component alone, in each of its states, in light, dark, and at the width of a phone.

import { css, html, LitElement } from 'lit';
import { base } from '../design/base-styles.js';
import { applyTheme } from '../design/theme.js';
import type { Story } from './story.js';

export class StoryBook extends LitElement {
  static override properties = {
    stories: { attribute: false },
    shown: { state: true },
    isNarrow: { state: true },
  };

  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: 14rem minmax(0, 1fr);
        min-height: 100vh;
      }
      nav {
        padding: var(--space-4);
        border-right: 1px solid var(--line);
        background: var(--surface);
      }
      nav li {
        margin-top: var(--space-1);
      }
      a[aria-current='true'] {
        font-weight: 600;
        color: var(--text);
      }
      main {
        padding: var(--space-6);
      }
      .narrow {
        max-width: 390px;
      }
      h3 {
        margin: var(--space-6) 0 var(--space-2);
        color: var(--quiet);
      }
      .settings {
        display: flex;
        gap: var(--space-2);
        margin: var(--space-3) 0;
      }
      @media (max-width: 40rem) {
        :host {
          grid-template: auto 1fr / minmax(0, 1fr);
        }
        nav {
          border-right: none;
          border-bottom: 1px solid var(--line);
        }
        nav ul {
          display: flex;
          flex-wrap: wrap;
          gap: 0 var(--space-3);
        }
        main {
          padding: var(--space-4);
        }
      }
    `,
  ];

  declare stories: readonly Story[];
  declare shown: string;
  declare isNarrow: boolean;

  constructor() {
    super();
    this.stories = [];
    this.isNarrow = false;
    const follow = (): void => {
      this.shown = decodeURIComponent(location.hash.slice(1));
    };
    addEventListener('hashchange', follow);
    follow();
  }

  override render() {
    const stories = this.stories.filter(({ title }) => this.shown === '' || title === this.shown);
    return html`
      <nav>
        <h2>Components</h2>
        <div class="settings">
          ${(['light', 'dark'] as const).map(
            (scheme) =>
              html`<button @click=${() => applyTheme({ choice: scheme, scheme })}>${scheme}</button>`,
          )}
          <button
            aria-pressed=${this.isNarrow ? 'true' : 'false'}
            @click=${() => (this.isNarrow = !this.isNarrow)}
          >
            phone
          </button>
        </div>
        <ul>
          <li><a href="#" aria-current=${this.shown === '' ? 'true' : 'false'}>All</a></li>
          ${this.stories.map(
            ({ title }) =>
              html`<li>
                <a
                  href="#${encodeURIComponent(title)}"
                  aria-current=${this.shown === title ? 'true' : 'false'}
                >
                  ${title}
                </a>
              </li>`,
          )}
        </ul>
      </nav>
      <main class=${this.isNarrow ? 'narrow' : ''}>
        ${stories.map(
          ({ title, states }) =>
            html`<h2>${title}</h2>
              ${Object.entries(states).map(
                ([name, show]) =>
                  html`<h3>${name}</h3>
                    ${show()}`,
              )}`,
        )}
      </main>
    `;
  }
}

customElements.define('story-book', StoryBook);

declare global {
  interface HTMLElementTagNameMap {
    'story-book': StoryBook;
  }
}
