// A notebook that runs: its cells' values, what they display, and what becomes of a cell when one that it depends on
// changes. Which cell waits for which is the work of Observable's runtime.

import { CELL_NAMES, compileCell, type CompiledCell, RENDER } from '../compile/compile-cell.js';
import { IMPORT } from '../compile/imports.js';
import { type Cell, languageOf, type Notebook } from '../format/notebook.js';
import { type CellRun, CellStopped } from './cell-run.js';
import { draftOf } from './draft.js';
import { type InputElement, valuesOf } from './inputs.js';
import { importer, type Modules } from './modules.js';
import { type Module, Runtime, RuntimeError, type Variable } from './observable.js';
import { renderProse } from './render-prose.js';
import { elementFor } from './show-value.js';

export interface SessionOptions {
  readonly document: Document;
  /** How a cell's import finds a module, by the name that the cell gives it. */
  readonly modules: Modules;
  /** Names that all cells know, besides JavaScript's and the page's own. */
  readonly builtins?: Readonly<Record<string, unknown>>;
  /** Told when a cell's state changed. */
  readonly onChange?: (id: number) => void;
}

interface Entry {
  cell: Cell;
  /** As it last ran. */
  ranSource?: string;
  status: CellRun['status'];
  error?: unknown;
  begun?: number;
  seconds?: number;
  readonly output: HTMLElement;
  variables: Variable[];
  /** Counts runs: what an earlier one displays or ends with is no longer wanted. */
  run: number;
  settled: (() => void)[];
}

/**
 * Runs a notebook's cells. A cell runs when it is asked to, and again when a value that it uses changes: when the cell that
 * the value comes from runs again, or by itself, as an input's. What it uses of cells that did not run yet runs first.
 *
 * @example
 * ```ts
 * import { newCell, NotebookSession } from '@shadegrad/notebook';
 * import { parseHTML } from 'linkedom'; // in a browser, its own document
 *
 * const empty = { title: 'Sums', cells: [], attributes: {} };
 * const one = newCell(empty, 'javascript', 'const a = 20;');
 * const two = newCell({ ...empty, cells: [one] }, 'javascript', 'a + 22');
 * const { document } = parseHTML('<html></html>');
 * const session = new NotebookSession({ ...empty, cells: [one, two] }, { document, modules: {} });
 * await session.run(two.id);
 * console.log(session.cell(two.id).output.textContent); // 42
 * session.close();
 * ```
 */
export class NotebookSession {
  readonly #options: SessionOptions;
  readonly #import: ReturnType<typeof importer>;
  #entries = new Map<number, Entry>();
  #runtime!: Runtime;
  #module!: Module;

  constructor(notebook: Notebook, options: SessionOptions) {
    this.#options = options;
    this.#import = importer(options.modules);
    this.#begin();
    this.setCells(notebook.cells);
  }

  /** The cells' states, in order. */
  get cells(): readonly CellRun[] {
    return [...this.#entries.values()].map(stateOf);
  }

  /** The state of the cell with this id. */
  cell(id: number): CellRun {
    return stateOf(this.#entry(id));
  }

  /** Takes over cells that were edited, added, moved or removed. Nothing runs by it, and what ran keeps its values. */
  setCells(cells: readonly Cell[]): void {
    const before = this.#entries;
    this.#entries = new Map(
      cells.map((cell) => {
        const entry = before.get(cell.id) ?? this.#newEntry(cell);
        const isOther = entry.cell.source !== cell.source || entry.cell.type !== cell.type;
        entry.cell = cell;
        if (entry.status === 'idle' && isOther) this.#showDraft(entry);
        return [cell.id, entry];
      }),
    );
    for (const [id, entry] of before) {
      if (this.#entries.has(id)) continue;
      this.#undefine(entry);
      if (entry.status === 'running') this.#settle(entry, 'stopped');
    }
  }

  /**
   * Runs a cell, after those that it depends on and that did not run yet.
   *
   * @returns Once it is done, failed or stopped; its state says which.
   */
  async run(id: number): Promise<void> {
    await this.#run(this.#entry(id), new Set());
  }

  /**
   * Runs all cells one after the other, each after those that it depends on; ends when a cell is stopped, when the session
   * is restarted, and, unless it is told to go on, at the first cell that fails.
   *
   * @param options.afterFailure `go on`: cells that need what failed say so, and the others run. Default: `end`.
   */
  async runAll({ afterFailure = 'end' }: { readonly afterFailure?: 'end' | 'go on' } = {}): Promise<void> {
    this.restart();
    const runtime = this.#runtime;
    // Each is tried once, also where several others wait for it. Cells may come, go and move meanwhile.
    const tried = new Set<Entry>();
    for (;;) {
      const next = [...this.#entries.values()].find((entry) => entry.status === 'idle' && !tried.has(entry));
      if (next === undefined) return;
      await this.#run(next, tried);
      const isOver = [...this.#entries.values()].some(
        ({ status }) => status === 'stopped' || (status === 'failed' && afterFailure === 'end'),
      );
      if (isOver || this.#runtime !== runtime) return;
    }
  }

  /** Ends a running cell: its `invalidation` resolves, and what it displays from then on is an error to it. */
  stop(id: number): void {
    const entry = this.#entry(id);
    if (entry.status !== 'running') return;
    this.#undefine(entry);
    this.#settle(entry, 'stopped');
  }

  /** Ends whatever runs and forgets all values and what was displayed. */
  restart(): void {
    for (const entry of this.#entries.values()) {
      if (entry.status === 'running') this.stop(entry.cell.id);
    }
    this.close();
    this.#begin();
    for (const entry of this.#entries.values()) {
      entry.run += 1;
      entry.variables = [];
      entry.status = 'idle';
      delete entry.error;
      delete entry.seconds;
      delete entry.ranSource;
      this.#showDraft(entry);
      this.#changed(entry);
    }
  }

  /** Ends everything; the session is of no use afterwards. */
  close(): void {
    this.#runtime.dispose();
  }

  #begin(): void {
    const { builtins = {} } = this.#options;
    const constants: Record<string, () => unknown> = {};
    // The runtime would call a value that is a function.
    for (const [name, value] of Object.entries(builtins)) constants[name] = () => value;
    this.#runtime = new Runtime(constants);
    this.#module = this.#runtime.module();
  }

  #newEntry(cell: Cell): Entry {
    const output = this.#options.document.createElement('div');
    const entry: Entry = { cell, status: 'idle', output, variables: [], run: 0, settled: [] };
    this.#showDraft(entry);
    return entry;
  }

  #showDraft({ cell, output }: Entry): void {
    output.replaceChildren(...draftOf(cell, this.#options.document));
  }

  #entry(id: number): Entry {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw new RangeError(`There is no cell ${id}.`);
    return entry;
  }

  async #run(entry: Entry, waiting: Set<Entry>): Promise<void> {
    // A circle is the runtime's to tell.
    if (waiting.has(entry)) return;
    waiting.add(entry);
    const runtime = this.#runtime;
    const program = compiled(entry);
    for (const name of program?.free ?? []) {
      const source = this.#declaring(name, entry);
      if (source !== undefined && source.status !== 'done' && source.status !== 'running')
        await this.#run(source, waiting);
      else if (source?.status === 'running') await ended(source);
      // Whoever stopped what it waits for does not want what comes of it; nor does who restarted, or removed it.
      if (source?.status === 'stopped' || this.#runtime !== runtime) return;
    }
    if (!this.#isThere(entry)) return;
    this.#define(entry);
    await ended(entry);
  }

  #isThere(entry: Entry): boolean {
    return this.#entries.get(entry.cell.id) === entry;
  }

  #declaring(name: string, except: Entry): Entry | undefined {
    return [...this.#entries.values()].find(
      (entry) => entry !== except && compiled(entry)?.declared.includes(name),
    );
  }

  /** Hands the cell to the runtime, which runs it, and again whenever what it uses changes. */
  #define(entry: Entry): void {
    this.#undefine(entry);
    entry.ranSource = entry.cell.source;
    entry.status = 'running';
    entry.begun = performance.now();
    this.#changed(entry);
    let program: CompiledCell;
    try {
      program = compileCell(entry.cell);
    } catch (error) {
      this.#fail(entry, error);
      return;
    }
    const known = program.free.filter((name) => this.#isKnown(name, entry));
    const own = CELL_NAMES.filter((name) => program.free.includes(name) || name === IMPORT);
    const render = program.free.includes(RENDER) ? [RENDER] : [];
    const call = program.call([...own, ...render, ...known]);
    // The cells' own variables have names that no cell can declare.
    const name = `cell ${entry.cell.id}`;
    const variable = this.#module.variable({
      pending: () => this.#pending(entry),
      fulfilled: (value) => this.#fulfilled(entry, program, value),
      rejected: (error) => this.#fail(entry, error),
    });
    const body = (...values: unknown[]): Promise<unknown> => {
      const forCell = this.#namesFor(entry, entry.run);
      return call(...[...own, ...render].map((key) => forCell[key]), ...values);
    };
    entry.variables = [variable];
    variable.define(name, known, body);
    for (const declared of program.declared) {
      const output = this.#module.variable(true);
      entry.variables.push(output);
      output.define(declared, [name], (values: Readonly<Record<string, unknown>>) => values[declared]);
    }
  }

  #isKnown(name: string, entry: Entry): boolean {
    if ((CELL_NAMES as readonly string[]).includes(name)) return false;
    if (name === 'invalidation' || name in (this.#options.builtins ?? {})) return true;
    // A name that it declares itself comes from nowhere else.
    return this.#declaring(name, entry) !== undefined;
  }

  #namesFor(entry: Entry, run: number): Readonly<Record<string, unknown>> {
    const { document } = this.#options;
    let isFirst = true;
    const display = (value: unknown): unknown => {
      if (entry.run !== run) throw new CellStopped();
      const element = elementFor(value, document);
      // What the run before displayed stays until there is something new: nothing jumps.
      if (isFirst) entry.output.replaceChildren(element);
      else entry.output.append(element);
      isFirst = false;
      return value;
    };
    const view = (input: InputElement): AsyncGenerator => {
      display(input);
      return valuesOf(input);
    };
    const render = (texts: readonly string[], values: readonly unknown[]): Element =>
      renderProse(languageOf(entry.cell) === 'html' ? 'html' : 'markdown', texts, values, document);
    return { display, view, [IMPORT]: this.#import, [RENDER]: render };
  }

  #pending(entry: Entry): void {
    entry.run += 1;
    entry.status = 'running';
    entry.begun = performance.now();
    delete entry.error;
    this.#changed(entry);
  }

  #fulfilled(entry: Entry, program: CompiledCell, value: unknown): void {
    if (program.showsValue) {
      try {
        const shown =
          entry.cell.hidden || value === undefined ? [] : [elementFor(value, this.#options.document)];
        entry.output.replaceChildren(...shown);
      } catch (error) {
        // A value may be of a kind that cannot even be looked at.
        this.#fail(entry, error);
        return;
      }
    }
    this.#settle(entry, 'done');
  }

  #fail(entry: Entry, error: unknown): void {
    entry.error = this.#causeOf(error);
    this.#settle(entry, 'failed');
  }

  /** A cell that waits for one that failed is told which, in the place of what that one threw. */
  #causeOf(error: unknown): unknown {
    if (!(error instanceof RuntimeError) || error.input === undefined) return error;
    const source = [...this.#entries.values()].find(
      (entry) =>
        compiled(entry)?.declared.includes(error.input ?? '') || `cell ${entry.cell.id}` === error.input,
    );
    if (source === undefined) return error;
    return new Error(
      `It uses "${error.input}" of cell ${source.cell.id}, which has no value: ${error.message}`,
    );
  }

  #settle(entry: Entry, status: 'done' | 'failed' | 'stopped'): void {
    entry.status = status;
    if (entry.begun !== undefined) entry.seconds = (performance.now() - entry.begun) / 1000;
    this.#changed(entry);
    for (const resolve of entry.settled.splice(0)) resolve();
  }

  #undefine(entry: Entry): void {
    entry.run += 1;
    for (const variable of entry.variables.splice(0)) variable.delete();
  }

  #changed(entry: Entry): void {
    this.#options.onChange?.(entry.cell.id);
  }
}

function stateOf(entry: Entry): CellRun {
  const { cell, status, error, begun, seconds, output, ranSource } = entry;
  const time = status === 'running' && begun !== undefined ? (performance.now() - begun) / 1000 : seconds;
  return {
    cell,
    status,
    output,
    isEdited: ranSource !== undefined && ranSource !== cell.source,
    ...(status === 'failed' && { error }),
    ...(time !== undefined && { seconds: time }),
  };
}

/** Cells are compiled once for each text. Nothing where it is no program, which is told when it runs. */
const programs = new WeakMap<Cell, CompiledCell | undefined>();

function compiled({ cell }: Entry): CompiledCell | undefined {
  if (!programs.has(cell))
    programs.set(
      cell,
      attempt(() => compileCell(cell)),
    );
  return programs.get(cell);
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

const ended = (entry: Entry): Promise<void> =>
  entry.status === 'running'
    ? new Promise((resolve) => {
        entry.settled.push(resolve);
      })
    : Promise.resolve();
