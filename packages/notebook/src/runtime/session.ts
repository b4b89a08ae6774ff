// A notebook that runs: its cells' values, what they display, and what becomes of a cell when one that it depends on
// changes. Which cell waits for which is the work of Observable's runtime.

import { CELL_NAMES, RENDER } from '../compile/compile-cell.js';
import { IMPORT } from '../compile/imports.js';
import type { Cell, Notebook } from '../format/notebook.js';
import type { CellRun } from './cell-run.js';
import { importer, type Modules } from './modules.js';
import { type Module, Runtime, RuntimeError, type Variable } from './observable.js';
import { SessionCell } from './session-cell.js';

export interface SessionOptions {
  readonly document: Document;
  /** How a cell's import finds a module, by the name that the cell gives it. */
  readonly modules: Modules;
  /** Names that all cells know, besides JavaScript's and the page's own. */
  readonly builtins?: Readonly<Record<string, unknown>>;
  /** Told when a cell's state changed. */
  readonly onChange?: (id: number) => void;
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
  #cells = new Map<number, SessionCell>();
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
    return this.#all().map(({ state }) => state);
  }

  /** The state of the cell with this id. */
  cell(id: number): CellRun {
    return this.#withId(id).state;
  }

  /** Takes over cells that were edited, added, moved or removed. Nothing runs by it, and what ran keeps its values. */
  setCells(cells: readonly Cell[]): void {
    const { document, onChange = () => {} } = this.#options;
    const before = this.#cells;
    this.#cells = new Map(
      cells.map((cell) => [cell.id, before.get(cell.id) ?? new SessionCell(cell, document, onChange)]),
    );
    for (const cell of cells) this.#withId(cell.id).edit(cell);
    for (const [id, cell] of before) if (!this.#cells.has(id)) cell.leave();
  }

  /**
   * Runs a cell, after those that it depends on and that did not run yet.
   *
   * @returns Once it is done, failed or stopped; its state says which.
   */
  async run(id: number): Promise<void> {
    await this.#run(this.#withId(id), new Set());
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
    const tried = new Set<SessionCell>();
    for (;;) {
      const next = this.#all().find((cell) => cell.status === 'idle' && !tried.has(cell));
      if (next === undefined) return;
      await this.#run(next, tried);
      const isOver = this.#all().some(
        ({ status }) => status === 'stopped' || (status === 'failed' && afterFailure === 'end'),
      );
      if (isOver || this.#runtime !== runtime) return;
    }
  }

  /** Ends a running cell: its `invalidation` resolves, and what it displays from then on is an error to it. */
  stop(id: number): void {
    this.#withId(id).stop();
  }

  /** Ends whatever runs and forgets all values and what was displayed. */
  restart(): void {
    for (const cell of this.#all()) cell.stop();
    this.close();
    this.#begin();
    for (const cell of this.#all()) cell.reset();
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

  #all(): readonly SessionCell[] {
    return [...this.#cells.values()];
  }

  #withId(id: number): SessionCell {
    const cell = this.#cells.get(id);
    if (cell === undefined) throw new RangeError(`There is no cell ${id}.`);
    return cell;
  }

  async #run(cell: SessionCell, tried: Set<SessionCell>): Promise<void> {
    // A circle is the runtime's to tell.
    if (tried.has(cell)) return;
    tried.add(cell);
    const runtime = this.#runtime;
    for (const name of cell.program?.free ?? []) {
      const source = this.#declaring(name, cell);
      if (source === undefined || source.status === 'done') continue;
      if (source.status === 'running') await source.ended();
      else await this.#run(source, tried);
      // Whoever stopped what it waits for does not want what comes of it; nor does who restarted.
      if (source.state.status === 'stopped' || this.#runtime !== runtime) return;
    }
    // It may have been removed meanwhile.
    if (this.#cells.get(cell.cell.id) !== cell) return;
    this.#define(cell);
    await cell.ended();
  }

  #declaring(name: string, except: SessionCell): SessionCell | undefined {
    return this.#all().find((cell) => cell !== except && cell.program?.declared.includes(name));
  }

  /** Hands the cell to the runtime, which runs it, and again whenever what it uses changes. */
  #define(cell: SessionCell): void {
    const { program } = cell;
    if (program === undefined) {
      cell.refuse();
      return;
    }
    const known = program.free.filter((name) => this.#isKnown(name, cell));
    const own = [...CELL_NAMES, RENDER].filter((name) => program.free.includes(name));
    const call = program.call([...own, ...known]);
    // The runtime tells of a variable also while it takes it away.
    const heard =
      <Told extends unknown[]>(hear: (...told: Told) => void) =>
      (...told: Told): void => {
        if (cell.isIn(variable)) hear(...told);
      };
    const variable: Variable = this.#module.variable({
      pending: heard(() => cell.rerun()),
      fulfilled: heard((value) => cell.finish(value, program.showsValue)),
      rejected: heard((error) => cell.fail(this.#causeOf(error))),
    });
    const outputs = program.declared.map((declared) => [declared, this.#module.variable(true)] as const);
    cell.begin([variable, ...outputs.map(([, output]) => output)]);
    // The cells' own variables have names that no cell can declare.
    const name = `cell ${cell.cell.id}`;
    variable.define(name, known, (...values: unknown[]) => {
      const forCell: Readonly<Record<string, unknown>> = { ...cell.names(), [IMPORT]: this.#import };
      return call(...own.map((key) => forCell[key]), ...values);
    });
    for (const [declared, output] of outputs)
      output.define(declared, [name], (values: Readonly<Record<string, unknown>>) => values[declared]);
  }

  #isKnown(name: string, cell: SessionCell): boolean {
    if ((CELL_NAMES as readonly string[]).includes(name)) return false;
    if (name === 'invalidation' || name in (this.#options.builtins ?? {})) return true;
    // A name that it declares itself comes from nowhere else.
    return this.#declaring(name, cell) !== undefined;
  }

  /** A cell that waits for one that failed is told which, in the place of what that one threw. */
  #causeOf(error: unknown): unknown {
    if (!(error instanceof RuntimeError)) return error;
    const { input, message } = error;
    const source = this.#all().find(
      ({ cell, program }) =>
        input === `cell ${cell.id}` || (input !== undefined && program?.declared.includes(input)),
    );
    if (source === undefined) return error;
    return new Error(`It uses "${input}" of cell ${source.cell.id}, which has no value: ${message}`);
  }
}
