// What is done with the notebook as a whole. Stays in sight while the notebook is scrolled.

import { css, html, LitElement } from 'lit';
import { base } from '../design/base-styles.js';
import { inputOf, selectOf } from '../design/event-target.js';
import { icon } from '../design/icons.js';
import { saveFile } from '../design/save-file.js';
import type { DeskState, NotebookDesk } from './notebook-desk.js';
import { progressWords } from './progress-words.js';

export class NotebookToolbar extends LitElement {
  static override properties = { desk: { attribute: false }, state: { attribute: false } };

  static override styles = [
    base,
    css`
      .tools {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      .choice {
        flex: 0 1 15rem;
        min-width: 6rem;
      }
      select {
        font-weight: 500;
        text-overflow: ellipsis;
      }
      .progress {
        flex: 1 1 8rem;
        min-width: 0;
        overflow: hidden;
        color: var(--quiet);
        font-size: var(--text-sm);
        font-variant-numeric: tabular-nums;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .small-tool {
        padding: 0 var(--space-2);
        font-size: var(--text-sm);
      }
      .run {
        min-width: 6.5rem;
      }
      @media (max-width: 64rem) {
        .word {
          display: none;
        }
        .small-tool {
          width: 2rem;
          padding: 0;
        }
      }
      @media (max-width: 64rem) and (pointer: coarse) {
        .small-tool {
          width: 2.75rem;
        }
      }
      @media (max-width: 40rem) {
        .tools {
          flex-wrap: wrap;
        }
        .choice {
          flex: 1 0 100%;
        }
        .progress {
          order: 1;
          flex-basis: 100%;
        }
      }
    `,
  ];

  declare desk: NotebookDesk;
  declare state: DeskState;

  override render() {
    const { desk } = this;
    const { cells, isRunningAll, isEdited, name, shelf } = this.state;
    const isRunning = isRunningAll || cells.some(({ status }) => status === 'running');
    return html`<section class="tools" part="tools" aria-label="Notebook tools">
      <select
        class="choice"
        aria-label="Notebook"
        @change=${(event: Event) => desk.choose(selectOf(event).value)}
      >
        ${shelf.map(
          (notebook) =>
            html`<option value=${notebook.name} ?selected=${notebook.name === name}>
              ${notebook.title}
            </option>`,
        )}
      </select>
      ${
        isRunning
          ? html`<button class="run" @click=${() => desk.stopAll()}>${icon('stop')} Stop</button>`
          : html`<button
              class="run primary"
              ?disabled=${cells.length === 0}
              @click=${() => void desk.runAll()}
            >
              ${icon('play')} Run all
            </button>`
      }
      ${this.#tool('reset', 'Restart', 'Forget all values and start afresh', () => desk.restart())}
      <p class="progress" role="status">${progressWords(this.state)}</p>
      ${this.#tool('open', 'Open …', 'Open a notebook file', () => this.#fileInput()?.click())}
      ${this.#tool('download', 'Download', 'Download the notebook as a file', () => this.#download())}
      ${this.#tool('undo', 'Original', 'Reset to the original', () => desk.reset(), !isEdited)}
      <input
        type="file"
        hidden
        aria-label="Notebook file"
        accept=".html,text/html"
        @change=${(event: Event) => this.#open(inputOf(event))}
      />
    </section>`;
  }

  #tool(name: Parameters<typeof icon>[0], word: string, label: string, act: () => void, isOff = false) {
    return html`<button class="plain small-tool" title=${label} ?disabled=${isOff} @click=${act}>
      ${icon(name)}<span class="word">${word}</span><span class="visually-hidden">: ${label}</span>
    </button>`;
  }

  #fileInput(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  #open(input: HTMLInputElement): void {
    const [file] = input.files ?? [];
    if (file !== undefined) void this.desk.open(file);
    // The same file may be opened again.
    input.value = '';
  }

  #download(): void {
    const { name, text } = this.desk.file();
    saveFile(name, text, 'text/html');
  }
}

customElements.define('notebook-toolbar', NotebookToolbar);

declare global {
  interface HTMLElementTagNameMap {
    'notebook-toolbar': NotebookToolbar;
  }
}
