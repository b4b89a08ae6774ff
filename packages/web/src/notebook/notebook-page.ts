// The page of notebooks: a toolbar, what there is to say, and the cells in one column. A notebook file may be dropped on it.

import { css, html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { FileDrop } from '../data/file-drop.js';
import { base } from '../design/base-styles.js';
import { failureNotice } from '../design/failure-notice.js';
import { icon } from '../design/icons.js';
import { webGpuObstacle } from '../device/obstacle.js';
import './notebook-cell.js';
import { type DeskState, type NotebookDesk, OPENED } from './notebook-desk.js';
import './notebook-header.js';
import './notebook-toolbar.js';

export class NotebookPage extends LitElement {
  static override properties = { desk: { attribute: false } };

  static override styles = [
    base,
    css`
      :host {
        min-height: 100vh;
        background: var(--surface);
      }
      :host([dropping]) main {
        outline: 2px dashed var(--accent);
        outline-offset: var(--space-2);
      }
      notebook-header {
        background: var(--page);
      }
      notebook-toolbar {
        position: sticky;
        top: 0;
        z-index: 2;
        border-block: 1px solid var(--line);
        background: var(--page);
      }
      .column,
      notebook-toolbar::part(tools) {
        max-width: 62rem;
        margin: 0 auto;
        padding: var(--space-2) var(--space-4);
      }
      main.column {
        padding-top: var(--space-6);
        padding-bottom: 40vh;
      }
      .notices {
        display: grid;
        gap: var(--space-2);
        margin-bottom: var(--space-4);
      }
      .notices:empty {
        display: none;
      }
      .said {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      .said button {
        min-height: 1.75rem;
      }
      .end {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        margin: var(--space-4) 0 0 2.5rem;
      }
      .end p {
        flex: 1 1 20rem;
        text-align: right;
      }
      .undo {
        position: fixed;
        inset: auto 0 var(--space-4);
        z-index: 3;
        width: fit-content;
        max-width: calc(100vw - 2 * var(--space-4));
        margin: 0 auto;
        padding: var(--space-2) var(--space-2) var(--space-2) var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius-lg);
        background: var(--surface);
        box-shadow: 0 6px 24px light-dark(#10182829, #00000080);
      }
      .undo:empty {
        display: none;
      }
      @media (max-width: 48rem) {
        .column,
        notebook-toolbar::part(tools) {
          padding-inline: var(--space-3);
        }
        .end {
          margin-left: 0;
        }
        .end p {
          text-align: left;
        }
      }
    `,
  ];

  declare desk: NotebookDesk | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor() {
    super();
    this.addController(
      new FileDrop(this, ([file]) => {
        if (file !== undefined) void this.desk?.open(file);
      }),
    );
  }

  override willUpdate() {
    if (this.desk !== undefined) this.#unsubscribe ??= this.desk.store.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  override render() {
    if (this.desk === undefined) return nothing;
    const { desk } = this;
    const { state } = desk.store;
    const { cells } = state;
    return html`
      <notebook-header></notebook-header>
      <notebook-toolbar .desk=${desk} .state=${state}></notebook-toolbar>
      <main class="column">
        <div class="notices">${this.#notices(desk, state)}</div>
        ${repeat(
          cells,
          ({ cell }) => `${state.name} ${cell.id}`,
          (run, place) =>
            html`<notebook-cell
              .desk=${desk}
              .run=${run}
              .isFirst=${place === 0}
              .isLast=${place === cells.length - 1}
              .isHeld=${state.isRunningAll && run.status === 'idle'}
            ></notebook-cell>`,
        )}
        <div class="end">
          <button @click=${() => desk.add(cells.at(-1)?.cell.id, 'javascript')}>${icon('add')} Code</button>
          <button @click=${() => desk.add(cells.at(-1)?.cell.id, 'markdown')}>${icon('add')} Text</button>
          <p class="quiet small">
            Shift+Enter runs a cell and goes on to the next, Ctrl+Enter stays; Tab leaves the text. What
            depends on a cell runs again with it.
          </p>
        </div>
      </main>
      <div class="undo said" role="status">${this.#undo(desk, state)}</div>
    `;
  }

  #notices(desk: NotebookDesk, { name, hasRun, openFailure, keepFailure }: DeskState) {
    const obstacle = webGpuObstacle();
    return [
      ...(obstacle ? [failureNotice(obstacle)] : []),
      ...(openFailure
        ? [
            html`<div class="said">
              ${failureNotice(openFailure)}
              <button class="plain" @click=${() => desk.dismiss()}>Dismiss</button>
            </div>`,
          ]
        : []),
      ...(keepFailure ? [failureNotice(keepFailure)] : []),
      ...(name === OPENED && !hasRun
        ? [
            html`<p class="notice warn" role="note">
              This notebook comes from a file. Its cells are programs: once you run them, they can do in this
              page whatever the page itself can. So far, nothing of it has run.
            </p>`,
          ]
        : []),
    ];
  }

  #undo(desk: NotebookDesk, { undo }: DeskState) {
    return undo === undefined
      ? nothing
      : html`<span>${undo.what}</span>
          <button @click=${() => desk.undo()}>${icon('undo')} Undo</button>
          <button class="plain" @click=${() => desk.dismiss()}>Dismiss</button>`;
  }
}

customElements.define('notebook-page', NotebookPage);

declare global {
  interface HTMLElementTagNameMap {
    'notebook-page': NotebookPage;
  }
}
