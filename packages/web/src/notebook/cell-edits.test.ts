import type { Notebook } from '@shadegrad/notebook';
import { expect, test } from 'vitest';
import { withCellMoved, withLanguage, withNewCell, withoutCell, withSource } from './cell-edits.js';

const cell = (id: number) => ({
  id,
  type: 'module',
  source: String(id),
  pinned: true,
  hidden: false,
  attributes: {},
});
const NOTEBOOK: Notebook = { title: 'Test', cells: [1, 5, 3].map(cell), attributes: {} };
const ids = ({ cells }: Notebook): number[] => cells.map(({ id }) => id);

test('a new cell stands after the one that is named, or first, with an id of its own', () => {
  const { notebook, id } = withNewCell(NOTEBOOK, 5, 'markdown');
  expect(ids(notebook)).toEqual([1, 5, 6, 3]);
  expect(notebook.cells[2]).toMatchObject({ id, type: 'text/markdown', source: '', pinned: false });
  expect(ids(withNewCell(NOTEBOOK, undefined, 'javascript').notebook)).toEqual([6, 1, 5, 3]);
});

test('a cell moves by one, and stays at an end', () => {
  expect(ids(withCellMoved(NOTEBOOK, 5, -1))).toEqual([5, 1, 3]);
  expect(ids(withCellMoved(NOTEBOOK, 5, 1))).toEqual([1, 3, 5]);
  expect(withCellMoved(NOTEBOOK, 1, -1)).toBe(NOTEBOOK);
  expect(withCellMoved(NOTEBOOK, 3, 1)).toBe(NOTEBOOK);
});

test('a cell goes, and another text or language leaves the rest as it is', () => {
  expect(ids(withoutCell(NOTEBOOK, 5))).toEqual([1, 3]);
  const written = withSource(NOTEBOOK, 5, 'new');
  expect(written.cells.map(({ source }) => source)).toEqual(['1', 'new', '3']);
  expect(written.cells[0]).toBe(NOTEBOOK.cells[0]);
  expect(withLanguage(NOTEBOOK, 5, 'html').cells[1]).toMatchObject({ type: 'text/html', source: '5' });
});
