import { expect, test } from 'vitest';
import { notebookOf } from '../testing/notebook-of.js';
import { compileCell } from './compile-cell.js';
import { IMPORT } from './imports.js';

function compiled(source: string) {
  const [cell] = notebookOf(source).cells;
  if (cell === undefined) throw new Error('no cell');
  return compileCell(cell);
}

test.each([
  ['1 + a', ['a'], [], true],
  ['1 + a;', ['a'], [], false],
  ['{a: b}', ['b'], [], true],
  ['// why\n[a] // so', ['a'], [], true],
  ['await a', ['a'], [], true],
  ['function f() { return g; }', ['g'], ['f'], false],
  ['class C extends B {}', ['B'], ['C'], false],
  ['const {a, b: [c]} = d, e = a;', ['d'], ['a', 'c', 'e'], false],
  ['let i = 0; for (const x of xs) i += x;', ['xs'], ['i'], false],
  ['import {a as b} from "m"; import * as n from "n"; b(n, c);', ['c', IMPORT], ['b', 'n'], false],
  ['display(a)', ['display', 'a'], [], false],
  ['const f = (x) => { x = 2; return x; };', [], ['f'], false],
  ['', [], [], false],
])('%j takes %j and gives %j', (source, free, declared, showsValue) => {
  const cell = compiled(source);
  expect([[...cell.free].toSorted(), cell.declared, cell.showsValue]).toEqual([
    free.toSorted(),
    declared,
    showsValue,
  ]);
});

test('a cell returns its value, or what it declares', async () => {
  await expect(compiled('a * 2').call(['a'])(21)).resolves.toBe(42);
  await expect(compiled('{ a }').call(['a'])(21)).resolves.toEqual({ a: 21 });
  await expect(compiled('const b = await a, c = b + 1;').call(['a'])(Promise.resolve(1))).resolves.toEqual({
    b: 1,
    c: 2,
  });
});

test('imports are asked of whoever runs the cell, with the names that are wanted', async () => {
  const asked: unknown[] = [];
  const load = async (...request: unknown[]) => {
    asked.push(request);
    return { default: 1, x: 2, 'a b': 3 };
  };
  const { call } = compiled(
    'import one, {x as two, "a b" as three} from "m";\nimport * as all from "n"; import "o";\nconst four = (await import(name)).x;',
  );
  const values = await call([IMPORT, 'name'])(load, 'p');
  expect(values).toMatchObject({ one: 1, two: 2, three: 3, all: { x: 2 }, four: 2 });
  expect(asked).toEqual([['m', ['default', 'x', 'a b']], ['n', []], ['o', []], ['p']]);
});

test.each([
  ['const = 1', /line 1, column 7/],
  ['ok;\nwhat is', /line 2/],
  ['export const a = 1;', /exports nothing/],
  ['a = 1', /cannot assign to "a"/],
  ['for (a of []) ;', /cannot assign to "a"/],
  ['[a] = [1];', /cannot assign to "a"/],
  ['a++', /cannot assign to "a"/],
])('%j is refused', (source, message) => {
  expect(() => compiled(source)).toThrow(
    expect.objectContaining({ code: 'SHADEGRAD_NOTEBOOK_SYNTAX', message: expect.stringMatching(message) }),
  );
});

test.each(['# a ${1', '# a ${', '# a ${)} b'])('prose with %j is refused', (source) => {
  expect(() => compiled(source)).toThrow(expect.objectContaining({ code: 'SHADEGRAD_NOTEBOOK_SYNTAX' }));
});

test('an error names the cell and the line in it', async () => {
  const failing = compiled('const a = 1;\nconst b = a.b.c;').call([])();
  const error: unknown = await failing.catch((reason: unknown) => reason);
  expect(error).toHaveProperty('stack', expect.stringContaining('cell-1.js'));
});
