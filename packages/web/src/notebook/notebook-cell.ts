// A cell: its text, its state, what it shows, and what can be done with it. Prose shows its text only while it is edited.

import { type CellLanguage, type CellRun, languageOf } from '@shadegrad/notebook';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { selectOf } from '../design/event-target.js';
import { icon } from '../design/icons.js';
import { cellFailure } from './cell-failure.js';
import type { CellEditor, EditEvent, RunEvent } from './cell-editor.js';
import type { WrittenLanguage } from './cell-edits.js';
import './cell-output.js';
import { stateWords } from './cell-state.js';
import { cellStyles } from './cell-styles.js';
import type { NotebookDesk } from './notebook-desk.js';

const LANGUAGES: Readonly<Record<WrittenLanguage, string>> = {
  javascript: 'Code',
  markdown: 'Text',
  html: 'HTML',
};
/** How often the seconds of a running cell are counted on, in ms. */
const TICK = 100;

export class NotebookCell extends LitElement {
  static override properties = {
    desk: { attribute: false },
    run: { attribute: false },
    isFirst: { attribute: false },
    isLast: { attribute: false },
    isHeld: { attribute: false },
    isOpen: { state: true },
  };

  static override styles = cellStyles;

  declare desk: NotebookDesk;
  declare run: CellRun;
  declare isFirst: boolean;
  declare isLast: boolean;
  /** Whether it is going to show again what it showed. */
  declare isHeld: boolean;
  /** Whether its text is shown although the notebook does not say so. */
  declare isOpen: boolean;
  #begun = 0;
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.isOpen = false;
  }

  override render() {
    const { cell, status, output } = this.run;
    const language = languageOf(cell);
    const isProse = language !== 'javascript';
    const isWritten = cell.pinned || this.isOpen || language === 'other';
    const isRead = isProse && !isWritten && status !== 'failed';
    return html`<section
      aria-label="Cell ${cell.id}, ${nameOf(language)}"
      class="${status} ${isWritten ? 'written' : ''} ${isRead ? 'read' : ''}"
      tabindex="-1"
    >
      ${isRead ? nothing : html`<div class="run">${this.#runButton()}</div>`}
      ${isWritten ? this.#written(language) : nothing}
      <div class="bar">
        ${
          isRead
            ? nothing
            : html`<span class="state">
                <span class="dot" aria-hidden="true"></span>${stateWords(this.#timed())}
              </span>`
        }
        <span class="actions">${this.#actions(language, isWritten)}</span>
      </div>
      <cell-output
        role="group"
        aria-label="Output of cell ${cell.id}"
        ?hidden=${cell.hidden}
        .content=${output}
        .isHeld=${this.isHeld || status === 'running'}
      ></cell-output>
      ${status === 'failed' ? this.#failure() : nothing}
    </section>`;
  }

  override firstUpdated() {
    if (!this.desk.isFresh(this.run.cell.id)) return;
    this.isOpen = true;
    void this.updateComplete.then(() => this.focus());
  }

  override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('run')) return;
    clearInterval(this.#ticking);
    if (this.run.status !== 'running') return;
    this.#begun = performance.now() - 1000 * (this.run.seconds ?? 0);
    this.#ticking = setInterval(() => this.requestUpdate(), TICK);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#ticking);
  }

  /** Into its text where that is shown, else onto its first button. */
  override focus(): void {
    const editor = this.#editor();
    if (editor !== null) void editor.updateComplete.then(() => editor.focus());
    else this.renderRoot.querySelector('button')?.focus();
  }

  #editor(): CellEditor | null {
    return this.renderRoot.querySelector('cell-editor');
  }

  #written(language: CellLanguage) {
    const { cell } = this.run;
    return html`<cell-editor
      .label="${nameOf(language)} of cell ${cell.id}"
      .text=${cell.source}
      .language=${language}
      @edit=${({ text }: EditEvent) => this.desk.write(cell.id, text)}
      @run=${(event: RunEvent) => this.#runFromEditor(event)}
    ></cell-editor>`;
  }

  /** With the seconds until now. */
  #timed(): CellRun {
    if (this.run.status !== 'running') return this.run;
    return { ...this.run, seconds: (performance.now() - this.#begun) / 1000 };
  }

  #runButton() {
    const { cell, status } = this.run;
    return status === 'running'
      ? html`<button
          class="icon stop"
          aria-label="Stop cell ${cell.id}"
          title="Stop"
          @click=${() => this.desk.stop(cell.id)}
        >
          ${icon('stop')}
        </button>`
      : html`<button
          class="icon"
          aria-label="Run cell ${cell.id}"
          title="Run (Ctrl+Enter)"
          @click=${() => this.#run()}
        >
          ${icon('play')}
        </button>`;
  }

  #actions(language: CellLanguage, isWritten: boolean) {
    const { desk } = this;
    const { cell } = this.run;
    const { id } = cell;
    const action = (name: Parameters<typeof icon>[0], label: string, act: () => void, isOff = false) =>
      html`<button
        class="plain icon"
        aria-label="${label}, cell ${id}"
        title=${label}
        ?disabled=${isOff}
        @click=${act}
      >
        ${icon(name)}
      </button>`;
    return html`
      ${
        cell.pinned
          ? nothing
          : action(isWritten ? 'check' : 'edit', isWritten ? 'Done' : 'Edit', () => this.#toggle())
      }
      ${isWritten && language !== 'other' ? this.#languageChoice(language) : nothing}
      ${action('add', 'Add a cell below', () => desk.add(id, 'javascript'))}
      ${action('up', 'Move up', () => this.#move(-1), this.isFirst)}
      ${action('down', 'Move down', () => this.#move(1), this.isLast)}
      ${action('remove', 'Delete', () => desk.remove(id))}
    `;
  }

  #languageChoice(language: WrittenLanguage) {
    const { id } = this.run.cell;
    return html`<select
      aria-label="Language of cell ${id}"
      .value=${language}
      @change=${(event: Event) => {
        const chosen = selectOf(event).value;
        this.isOpen = true;
        if (isWrittenLanguage(chosen)) this.desk.changeLanguage(id, chosen);
      }}
    >
      ${Object.entries(LANGUAGES).map(
        ([value, name]) => html`<option value=${value} ?selected=${value === language}>${name}</option>`,
      )}
    </select>`;
  }

  #failure() {
    const { name, message, fix, code, line } = cellFailure(this.run.error, this.run.cell.id);
    return html`<div class="notice bad" role="alert">
      <strong class="message">${name}: ${message}</strong> ${fix ?? nothing}
      ${
        line === undefined || this.#editor() === null
          ? nothing
          : html`<button class="plain" @click=${() => this.#editor()?.goTo(line)}>Line ${line}</button>`
      }
      ${code === undefined ? nothing : html`<span class="code">${code}</span>`}
    </div>`;
  }

  #run(): void {
    // Prose that was written is read from here on.
    if (languageOf(this.run.cell) !== 'javascript') this.isOpen = false;
    void this.desk.run(this.run.cell.id);
  }

  #runFromEditor({ goesOn }: RunEvent): void {
    this.#run();
    if (goesOn && this.nextElementSibling instanceof NotebookCell) this.nextElementSibling.focus();
    else void this.updateComplete.then(() => this.focus());
  }

  #toggle(): void {
    if (this.isOpen) {
      this.isOpen = false;
      // What did not run yet is shown without its values; they may take long.
      if (languageOf(this.run.cell) !== 'javascript' && this.run.status !== 'idle') this.#run();
      return;
    }
    this.isOpen = true;
    void this.updateComplete.then(() => this.focus());
  }

  /** The button keeps the focus, which is lost where an element moves. */
  #move(by: -1 | 1): void {
    const activeElement = this.shadowRoot?.activeElement;
    this.desk.move(this.run.cell.id, by);
    setTimeout(() => {
      if (activeElement instanceof HTMLElement) activeElement.focus();
    });
  }
}

const isWrittenLanguage = (name: string): name is WrittenLanguage => name in LANGUAGES;

function nameOf(language: CellLanguage): string {
  return language === 'other' ? 'another language' : LANGUAGES[language];
}

customElements.define('notebook-cell', NotebookCell);

declare global {
  interface HTMLElementTagNameMap {
    'notebook-cell': NotebookCell;
  }
}
