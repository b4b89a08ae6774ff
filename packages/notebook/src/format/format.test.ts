import {
  type Arbitrary,
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  integer,
  property,
  record,
  tuple,
} from 'fast-check';
import { expect, test } from 'vitest';
import { parser } from '../testing/notebook-of.js';
import { type Cell, languageOf, newCell } from './notebook.js';
import { readNotebook } from './read-notebook.js';
import { writeNotebook } from './write-notebook.js';

const read = (text: string) => readNotebook(text, parser);

const lines = array(
  constantFrom('const a = 1;', '  b < c && d > 2', '</script>', '<\\/script>', '&amp;', '', '`${x}`'),
  {
    minLength: 1,
    maxLength: 5,
  },
);
// A file keeps neither empty lines at a cell's ends nor spaces in empty lines.
const source = lines.map((all) => ['first', ...all, 'last'].join('\n'));
const type = constantFrom('module', 'text/markdown', 'text/html', 'application/sql');
const cell = (id: number): Arbitrary<Cell> =>
  record({
    id: constant(id),
    type,
    source,
    pinned: boolean(),
    hidden: boolean(),
    attributes: constantFrom<Record<string, string>[]>({}, { output: 'x' }, { database: 'a "b" & <c>' }),
  });
const notebook = integer({ min: 0, max: 6 }).chain((count) =>
  record({
    title: constantFrom('MNIST', 'A & B <c>', '"quoted"'),
    cells: tuple(...Array.from({ length: count }, (_, i) => cell(3 * i + 1))),
    attributes: constantFrom<Record<string, string>[]>(
      {},
      { theme: 'air' },
      { theme: 'light-dark(air, ink)', readonly: '' },
    ),
  }),
);

test('what is written is read as it was', () => {
  assert(
    property(notebook, (made) => {
      expect(read(writeNotebook(made))).toEqual(made);
    }),
  );
});

test('a cell without an id, or with that of another, gets one that is free', () => {
  const file =
    '<notebook><script id="4">a</script><script id="4">b</script><script>c</script><script id="x">d</script></notebook>';
  expect(read(file).cells.map(({ id }) => id)).toEqual([4, 5, 6, 7]);
});

test('a cell without a type is a program, one of an unknown type is kept', () => {
  const { cells } = read('<notebook><script>a</script><script type="text/x-r">b</script></notebook>');
  expect(cells.map(languageOf)).toEqual(['javascript', 'other']);
});

test.each([
  ['a page', '<!doctype html><p>Hello</p>'],
  ['nothing', ''],
  ['no text', '\u0000\uFFFF'],
])('%s is refused', (_, text) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'SHADEGRAD_NOTEBOOK_FILE' }));
});

test('a file that is too large, or has too many cells, is refused', () => {
  const refused = expect.objectContaining({ code: 'SHADEGRAD_NOTEBOOK_FILE' });
  expect(() => read(`<notebook>${' '.repeat(2 ** 23)}</notebook>`)).toThrow(refused);
  expect(() => read(`<notebook>${'<script></script>'.repeat(2001)}</notebook>`)).toThrow(refused);
});

test('a new cell has an id of its own', () => {
  const empty = { title: '', cells: [], attributes: {} };
  const first = newCell(empty, 'javascript');
  expect([first.id, newCell({ ...empty, cells: [first] }, 'markdown').id]).toEqual([1, 2]);
});
