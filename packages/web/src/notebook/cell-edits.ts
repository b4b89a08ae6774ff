// What is done to a notebook's cells, as functions from a notebook to another.

import { type Cell, type CellLanguage, newCell, type Notebook } from '@shadegrad/notebook';

/** What a person may write a cell in. */
export type WrittenLanguage = Exclude<CellLanguage, 'other'>;

const withCells = (notebook: Notebook, cells: readonly Cell[]): Notebook => ({ ...notebook, cells });

const changed = (notebook: Notebook, id: number, change: (cell: Cell) => Cell): Notebook =>
  withCells(
    notebook,
    notebook.cells.map((cell) => (cell.id === id ? change(cell) : cell)),
  );

export const withSource = (notebook: Notebook, id: number, source: string): Notebook =>
  changed(notebook, id, (cell) => ({ ...cell, source }));

/** Its text stays; whether the text is shown is what is usual for the language. */
export const withLanguage = (notebook: Notebook, id: number, language: WrittenLanguage): Notebook =>
  changed(notebook, id, (cell) => {
    const { type, pinned } = newCell(notebook, language);
    return { ...cell, type, pinned };
  });

/** @param after The id of the cell that it comes after; at the beginning where there is none. */
export function withNewCell(
  notebook: Notebook,
  after: number | undefined,
  language: WrittenLanguage,
): { readonly notebook: Notebook; readonly id: number } {
  const cell = newCell(notebook, language);
  const place = notebook.cells.findIndex(({ id }) => id === after) + 1;
  return { notebook: withCells(notebook, notebook.cells.toSpliced(place, 0, cell)), id: cell.id };
}

export const withoutCell = (notebook: Notebook, id: number): Notebook =>
  withCells(
    notebook,
    notebook.cells.filter((cell) => cell.id !== id),
  );

/** Stays as it is where the cell stands at that end already. */
export function withCellMoved(notebook: Notebook, id: number, by: -1 | 1): Notebook {
  const from = notebook.cells.findIndex((cell) => cell.id === id);
  const cell = notebook.cells[from];
  const to = from + by;
  if (cell === undefined || to < 0 || to >= notebook.cells.length) return notebook;
  return withCells(notebook, notebook.cells.toSpliced(from, 1).toSpliced(to, 0, cell));
}
