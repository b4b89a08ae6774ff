// One cell of a session: its text, what became of it, and what it displays.

import { compileCell, type CompiledCell, RENDER } from '../compile/compile-cell.js';
import { type Cell, languageOf } from '../format/notebook.js';
import { type CellRun, type CellStatus, CellStopped } from './cell-run.js';
import { draftOf } from './draft.js';
import { type InputElement, valuesOf } from './inputs.js';
import type { Variable } from './observable.js';
import { renderProse } from './render-prose.js';
import { elementFor } from './show-value.js';

export class SessionCell {
  readonly output: HTMLElement;
  readonly #document: Document;
  readonly #onChange: (id: number) => void;
  #cell: Cell;
  /** Compiled once for each text. */
  #program: CompiledCell | undefined;
  /** Why its text is no program, where it is none; told when it runs. */
  #fault: unknown;
  #status: CellStatus = 'idle';
  #error: unknown;
  /** The text that it last ran as. */
  #ranSource: string | undefined;
  #begun = 0;
  #seconds: number | undefined;
  /** Counts runs: what an earlier one displays is no longer wanted. */
  #run = 0;
  #variables: readonly Variable[] = [];
  #waiting: (() => void)[] = [];

  constructor(cell: Cell, document: Document, onChange: (id: number) => void) {
    this.#cell = cell;
    this.#document = document;
    this.#onChange = onChange;
    this.output = document.createElement('div');
    this.#compile();
    this.#showDraft();
  }

  get cell(): Cell {
    return this.#cell;
  }

  get status(): CellStatus {
    return this.#status;
  }

  /** What its text says; nothing where that is no program. */
  get program(): CompiledCell | undefined {
    return this.#program;
  }

  get state(): CellRun {
    const isRunning = this.#status === 'running';
    const seconds = isRunning ? this.#secondsSince() : this.#seconds;
    return {
      cell: this.#cell,
      status: this.#status,
      output: this.output,
      isEdited: this.#ranSource !== undefined && this.#ranSource !== this.#cell.source,
      ...(this.#status === 'failed' && { error: this.#error }),
      ...(seconds !== undefined && { seconds }),
    };
  }

  /** Takes over another text. What it displays stays until it runs. */
  edit(cell: Cell): void {
    const isSame = this.#cell.source === cell.source && this.#cell.type === cell.type;
    this.#cell = cell;
    if (isSame) return;
    this.#compile();
    if (this.#status === 'idle') this.#showDraft();
  }

  /** It is about to run as its text is now, in these variables of the runtime. */
  begin(variables: readonly Variable[] = []): void {
    this.#leaveVariables();
    this.#variables = variables;
    this.#ranSource = this.#cell.source;
    this.rerun();
  }

  /** Whether it runs in this variable. */
  isIn(variable: Variable): boolean {
    return this.#variables.includes(variable);
  }

  /** It is about to run because something that it uses changed. */
  rerun(): void {
    this.#run += 1;
    this.#status = 'running';
    this.#begun = performance.now();
    this.#onChange(this.#cell.id);
  }

  /** It came to an end with this value. */
  finish(value: unknown, showsValue: boolean): void {
    if (showsValue) {
      try {
        const isShown = !this.#cell.hidden && value !== undefined;
        this.output.replaceChildren(...(isShown ? [elementFor(value, this.#document)] : []));
      } catch (error) {
        // A value may be of a kind that cannot even be looked at.
        this.fail(error);
        return;
      }
    }
    this.#settle('done');
  }

  /** Runs as a text that is no program: it fails at once. */
  refuse(): void {
    this.begin();
    this.fail(this.#fault);
  }

  fail(error: unknown): void {
    this.#error = error;
    this.#settle('failed');
  }

  /** Ends it, if it runs. */
  stop(): void {
    if (this.#status !== 'running') return;
    this.#leaveVariables();
    this.#settle('stopped');
  }

  /** The session gives it up: what it holds is free, and who waits for it waits no longer. */
  leave(): void {
    this.#leaveVariables();
    if (this.#status === 'running') this.#settle('stopped');
  }

  /** As it was before it ever ran; its variables went with their runtime. */
  reset(): void {
    this.#run += 1;
    this.#variables = [];
    this.#status = 'idle';
    this.#ranSource = undefined;
    this.#seconds = undefined;
    this.#showDraft();
    this.#onChange(this.#cell.id);
  }

  /** Once it does not run any more. */
  ended(): Promise<void> {
    if (this.#status !== 'running') return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** `display`, `view` and what renders prose, for the run that is under way. */
  names(): Readonly<Record<string, unknown>> {
    const run = this.#run;
    let isFirst = true;
    const display = (value: unknown): unknown => {
      if (this.#run !== run) throw new CellStopped();
      const element = elementFor(value, this.#document);
      // What the run before displayed stays until there is something new: nothing jumps.
      if (isFirst) this.output.replaceChildren(element);
      else this.output.append(element);
      isFirst = false;
      return value;
    };
    const view = (input: InputElement): AsyncGenerator => {
      display(input);
      return valuesOf(input);
    };
    const language = languageOf(this.#cell) === 'html' ? 'html' : 'markdown';
    const render = (texts: readonly string[], values: readonly unknown[]): Element =>
      renderProse(language, texts, values, this.#document);
    return { display, view, [RENDER]: render };
  }

  #settle(status: 'done' | 'failed' | 'stopped'): void {
    this.#status = status;
    this.#seconds = this.#secondsSince();
    this.#onChange(this.#cell.id);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #compile(): void {
    try {
      this.#program = compileCell(this.#cell);
    } catch (error) {
      this.#program = undefined;
      this.#fault = error;
    }
  }

  #secondsSince(): number {
    return (performance.now() - this.#begun) / 1000;
  }

  #leaveVariables(): void {
    this.#run += 1;
    for (const variable of this.#variables) variable.delete();
    this.#variables = [];
  }

  #showDraft(): void {
    this.output.replaceChildren(...draftOf(this.#cell, this.#document));
  }
}
