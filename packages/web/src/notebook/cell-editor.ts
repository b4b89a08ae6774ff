// The text of a cell, in CodeMirror. Tab goes on to what comes after it, as everywhere on the page. Tells of `edit` and `run`.

import { html as htmlLanguage } from '@codemirror/lang-html';
import { javascript } from '@codemirror/lang-javascript';
import { markdown } from '@codemirror/lang-markdown';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import { keymap, placeholder } from '@codemirror/view';
import type { CellLanguage } from '@shadegrad/notebook';
import { EditorView, minimalSetup } from 'codemirror';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { base } from '../design/base-styles.js';
import { editorLook } from './editor-look.js';

/** Tells the text after an edit. */
export class EditEvent extends Event {
  readonly text: string;

  constructor(text: string) {
    super('edit');
    this.text = text;
  }
}

/** Tells that the cell is to run, and whether the next one is to be gone to. */
export class RunEvent extends Event {
  readonly goesOn: boolean;

  constructor(goesOn: boolean) {
    super('run');
    this.goesOn = goesOn;
  }
}

export class CellEditor extends LitElement {
  static override properties = {
    text: { attribute: false },
    language: { attribute: false },
    label: { attribute: false },
  };

  static override styles = [
    base,
    css`
      :host {
        --editor-selection: light-dark(#cfd9fb, #33406b);
        overflow: hidden;
        border-radius: var(--radius-md);
        background: var(--sunken);
        box-shadow: inset 0 0 0 1px transparent;
      }
      :host(:focus-within) {
        box-shadow: inset 0 0 0 1px var(--accent);
      }
    `,
  ];

  declare text: string;
  declare language: CellLanguage;
  declare label: string;
  #view: EditorView | undefined;
  readonly #variable = new Compartment();

  constructor() {
    super();
    this.text = '';
    this.language = 'javascript';
    this.label = '';
  }

  override render() {
    return html`<div id="editor"></div>`;
  }

  override firstUpdated() {
    const root = this.renderRoot;
    if (!(root instanceof ShadowRoot)) return;
    this.#view = new EditorView({
      root,
      parent: root.querySelector('#editor') ?? root,
      state: EditorState.create({
        doc: this.text,
        extensions: [
          Prec.high(keymap.of(this.#keys())),
          minimalSetup,
          bracketMatching(),
          indentOnInput(),
          editorLook,
          // A file that is dropped is the page's to open.
          EditorView.domEventHandlers({
            drop: ({ dataTransfer }) => dataTransfer?.types.includes('Files') === true,
          }),
          this.#variable.of(this.#extensions()),
          EditorView.updateListener.of(({ docChanged, state }) => {
            const text = state.doc.toString();
            if (docChanged && text !== this.text) this.dispatchEvent(new EditEvent(text));
          }),
        ],
      }),
    });
  }

  override updated(changed: PropertyValues<this>) {
    const view = this.#view;
    if (view === undefined) return;
    if (changed.has('language') || changed.has('label'))
      view.dispatch({ effects: this.#variable.reconfigure(this.#extensions()) });
    // Of what was typed here the text is the same; it is another where the notebook was reset.
    if (this.text !== view.state.doc.toString())
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: this.text } });
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    // A cell that is moved is taken out and put back at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.#view?.destroy();
    });
  }

  override focus(): void {
    this.#view?.focus();
  }

  /** Puts the cursor on a line, from 1. */
  goTo(line: number): void {
    const view = this.#view;
    if (view === undefined) return;
    const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines));
    view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    view.focus();
  }

  #keys() {
    const tell = (goesOn: boolean) => (): boolean => {
      this.dispatchEvent(new RunEvent(goesOn));
      return true;
    };
    return [
      { key: 'Shift-Enter', run: tell(true) },
      { key: 'Mod-Enter', run: tell(false) },
      { key: 'Ctrl-Enter', run: tell(false) },
    ];
  }

  #extensions(): Extension[] {
    const isProse = this.language !== 'javascript';
    return [
      languageSupport(this.language),
      EditorView.contentAttributes.of({ 'aria-label': this.label }),
      placeholder(isProse ? 'Write …' : 'A program, or an expression whose value is shown'),
      ...(isProse ? [EditorView.lineWrapping] : []),
    ];
  }
}

function languageSupport(language: CellLanguage): Extension {
  switch (language) {
    case 'javascript':
      return javascript();
    case 'markdown':
      return markdown();
    case 'html':
      return htmlLanguage();
    case 'other':
      return [];
    default:
      return language satisfies never;
  }
}

customElements.define('cell-editor', CellEditor);

declare global {
  interface HTMLElementTagNameMap {
    'cell-editor': CellEditor;
  }
}
