// The notebook that lies open: its state, and what a person does with it. Components show the state and call the commands.

import {
  type CellRun,
  languageOf,
  type Notebook,
  NotebookSession,
  readNotebook,
  writeNotebook,
} from '@shadegrad/notebook';
import { type Failure, failureOf } from '../design/failure.js';
import { Store } from '../store/store.js';
import {
  withCellMoved,
  withLanguage,
  withNewCell,
  withoutCell,
  withSource,
  type WrittenLanguage,
} from './cell-edits.js';
import { cellModules } from './cell-modules.js';
import type { KeptNotebooks } from './kept-notebooks.js';
import type { ShelfNotebook } from './shelf.js';

export interface DeskState {
  /** What may be chosen: the project's notebooks, and the file that was opened last. */
  readonly shelf: readonly ShelfNotebook[];
  /** Which of them it is. */
  readonly name: string;
  readonly notebook: Notebook;
  readonly cells: readonly CellRun[];
  readonly isRunningAll: boolean;
  /** Whether a cell with a program in it was run since the notebook was laid open. */
  readonly hasRun: boolean;
  readonly isEdited: boolean;
  /** What was done last that can be undone, in words, and the notebook before. */
  readonly undo?: { readonly what: string; readonly notebook: Notebook } | undefined;
  /** Why a file was not opened. */
  readonly openFailure?: Failure | undefined;
  /** Why edits are not kept. */
  readonly keepFailure?: Failure | undefined;
}

/** The name of a file that a person opened; the project's own notebooks have other names. */
export const OPENED = 'opened';

const EMPTY: Notebook = { title: 'Untitled', cells: [], attributes: {} };
const parser = new DOMParser();

export class NotebookDesk {
  readonly store: Store<DeskState>;
  readonly #kept: KeptNotebooks;
  #session: NotebookSession;
  /** Counts runs of all cells: an earlier one does not say that a later one is over. */
  #pass = 0;
  /** A cell that was just added, to be written in. */
  #fresh: number | undefined;

  constructor(shelf: readonly ShelfNotebook[], kept: KeptNotebooks) {
    this.#kept = kept;
    const opened = readable(kept.opened());
    const all = opened === undefined ? shelf : [...shelf, opened];
    this.#session = this.#newSession(EMPTY);
    this.store = new Store<DeskState>({
      shelf: all.length > 0 ? all : [{ name: 'untitled', title: EMPTY.title, text: writeNotebook(EMPTY) }],
      name: '',
      notebook: EMPTY,
      cells: [],
      isRunningAll: false,
      hasRun: false,
      isEdited: false,
    });
  }

  /** Lays a notebook open, with the edits that were kept; the first of the shelf where there is none of the name. */
  choose(name: string): void {
    const { shelf } = this.store.state;
    const chosen = shelf.find((notebook) => notebook.name === name) ?? shelf[0];
    if (chosen === undefined) return;
    const edited = readable(this.#kept.edited(chosen.name));
    const notebook = readNotebook((edited ?? chosen).text, parser);
    this.#lay(chosen.name, notebook, edited !== undefined);
  }

  /** Opens a person's file. Nothing of it runs by that. */
  async open(file: File): Promise<void> {
    try {
      const text = await file.text();
      const { title } = readNotebook(text, parser);
      const shelf = this.store.state.shelf.filter(({ name }) => name !== OPENED);
      this.#kept.forgetEdited(OPENED);
      this.store.update({ shelf: [...shelf, { name: OPENED, title, text }] });
      this.choose(OPENED);
      this.store.update({ keepFailure: this.#kept.keepOpened(text) });
    } catch (error) {
      const { message, ...rest } = failureOf(error);
      this.store.update({ openFailure: { ...rest, message: `${file.name}: ${message}` } });
    }
  }

  /** The notebook as it was before it was edited. */
  reset(): void {
    const { name, notebook: before } = this.store.state;
    this.#kept.forgetEdited(name);
    this.choose(name);
    this.store.update({ undo: { what: 'The notebook is as it was.', notebook: before } });
  }

  /** The notebook's file. */
  file(): { readonly name: string; readonly text: string } {
    const { name, notebook } = this.store.state;
    const title = notebook.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    const own = name === OPENED ? title.replaceAll(/^-|-$/g, '') || 'notebook' : name;
    return { name: `${own}.html`, text: writeNotebook(notebook) };
  }

  async run(id: number): Promise<void> {
    if (languageOf(this.#session.cell(id).cell) === 'javascript') this.store.update({ hasRun: true });
    await this.#session.run(id);
  }

  async runAll(): Promise<void> {
    this.#pass += 1;
    const pass = this.#pass;
    this.store.update({ isRunningAll: true, hasRun: true });
    await this.#session.runAll({ afterFailure: 'go on' });
    if (pass === this.#pass) this.store.update({ isRunningAll: false });
  }

  stop(id: number): void {
    this.#session.stop(id);
  }

  stopAll(): void {
    for (const { cell, status } of this.#session.cells) if (status === 'running') this.stop(cell.id);
  }

  /** Forgets all values. */
  restart(): void {
    this.#pass += 1;
    this.store.update({ isRunningAll: false });
    this.#session.restart();
  }

  write(id: number, source: string): void {
    this.#edit(withSource(this.store.state.notebook, id, source));
  }

  add(after: number | undefined, language: WrittenLanguage): void {
    const { notebook, id } = withNewCell(this.store.state.notebook, after, language);
    this.#fresh = id;
    this.#edit(notebook);
  }

  /** Whether the cell was just added; asked once. */
  isFresh(id: number): boolean {
    const is = this.#fresh === id;
    if (is) this.#fresh = undefined;
    return is;
  }

  remove(id: number): void {
    const { notebook } = this.store.state;
    this.#edit(withoutCell(notebook, id), { what: `Cell ${id} is deleted.`, notebook });
  }

  move(id: number, by: -1 | 1): void {
    this.#edit(withCellMoved(this.store.state.notebook, id, by));
  }

  changeLanguage(id: number, language: WrittenLanguage): void {
    this.#edit(withLanguage(this.store.state.notebook, id, language));
  }

  /** Takes back what was done last, where that can be. */
  undo(): void {
    const { undo } = this.store.state;
    if (undo === undefined) return;
    this.#edit(undo.notebook);
  }

  /** Puts what was said out of sight. */
  dismiss(): void {
    this.store.update({ undo: undefined, openFailure: undefined });
  }

  #newSession(notebook: Notebook): NotebookSession {
    const session = new NotebookSession(notebook, {
      document,
      modules: cellModules,
      onChange: () => {
        if (session === this.#session) this.store.update({ cells: session.cells });
      },
    });
    return session;
  }

  #lay(name: string, notebook: Notebook, isEdited: boolean): void {
    this.stopAll();
    this.#session.close();
    this.#pass += 1;
    this.#session = this.#newSession(notebook);
    this.store.update({
      name,
      notebook,
      isEdited,
      cells: this.#session.cells,
      isRunningAll: false,
      hasRun: false,
      undo: undefined,
      openFailure: undefined,
    });
  }

  #edit(notebook: Notebook, undo?: DeskState['undo']): void {
    const { name, notebook: before } = this.store.state;
    if (notebook === before) return;
    this.#session.setCells(notebook.cells);
    this.store.update({
      notebook,
      undo,
      cells: this.#session.cells,
      isEdited: true,
      keepFailure: this.#kept.keepEdited(name, writeNotebook(notebook)),
    });
  }
}

/** What storage gave, as a notebook of the shelf; nothing where that is none any more. */
function readable(text: string | undefined): ShelfNotebook | undefined {
  if (text === undefined) return undefined;
  try {
    return { name: OPENED, title: readNotebook(text, parser).title, text };
  } catch {
    return undefined;
  }
}
