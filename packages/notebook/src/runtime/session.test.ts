import { expect, test, vi } from 'vitest';
import { notebookOf, sessionOf, statuses, texts } from '../testing/notebook-of.js';

test('cells run in order, and show what their expressions are worth', async () => {
  const session = sessionOf(['# Hello *you*', 'const a = 20;', 'a + 22', '# It is **${a + 1}**, ${"<b>"}']);
  await session.runAll();
  expect(texts(session)).toEqual(['Hello you\n', '', '42', 'It is 21, <b>\n']);
  expect(session.cells[3]?.output.querySelector('strong')?.textContent).toBe('21');
  expect(statuses(session)).toEqual(['done', 'done', 'done', 'done']);
});

test('a cell that is run runs those first that it needs, wherever they stand', async () => {
  const session = sessionOf(['a * 2', 'const a = b + 1;', 'const b = await Promise.resolve(20);', 'nothing']);
  await session.run(1);
  expect(texts(session)[0]).toBe('42');
  expect(statuses(session)).toEqual(['done', 'done', 'done', 'idle']);
});

test('what depends on a cell runs again when that runs again', async () => {
  const { cells } = notebookOf('const a = 1;', 'a + 1');
  const session = sessionOf(['const a = 1;', 'a + 1']);
  await session.runAll();
  session.setCells(cells.map((cell) => (cell.id === 1 ? { ...cell, source: 'const a = 41;' } : cell)));
  expect(session.cells.map(({ isEdited }) => isEdited)).toEqual([true, false]);
  expect(texts(session)[1]).toBe('2');
  await session.run(1);
  await vi.waitFor(() => expect(texts(session)[1]).toBe('42'));
  expect(session.cell(1).isEdited).toBe(false);
});

test('a cell displays as often as it likes, and view gives values as they change', async () => {
  const input = Object.assign(document.createElement('input'), { value: '1' });
  const session = sessionOf(['display("a"); display({ b: 1 });', 'const x = view(input);', 'x + "!"'], {
    builtins: { input },
  });
  await session.runAll();
  expect(texts(session)[0]).toMatch(/^a\s*Object \{b: 1\}/);
  expect(session.cell(2).output.firstChild).toBe(input);
  await vi.waitFor(() => expect(texts(session)[2]).toBe('1!'));
  input.value = '2';
  input.dispatchEvent(new Event('input'));
  await vi.waitFor(() => expect(texts(session)[2]).toBe('2!'));
});

test('a cell that throws says what, those that need it say which, and the others run', async () => {
  const session = sessionOf(['const a = b.c;', 'a + 1', '1 + 1', 'const = 2']);
  for (const id of [1, 2, 3, 4]) await session.run(id);
  expect(statuses(session)).toEqual(['failed', 'failed', 'done', 'failed']);
  expect(session.cell(1).error).toBeInstanceOf(ReferenceError);
  expect(String(session.cell(2).error)).toMatch(/"a" of cell 1.*b is not defined/);
  expect(session.cell(4).error).toMatchObject({ code: 'SHADEGRAD_NOTEBOOK_SYNTAX' });
});

test('running all ends at the first that fails', async () => {
  const session = sessionOf(['1', 'throw new Error("no")', '2']);
  await session.runAll();
  expect(statuses(session)).toEqual(['done', 'failed', 'idle']);
});

test('running all goes on after a failure where it is told to, and tries no cell twice', async () => {
  const log: string[] = [];
  const session = sessionOf(
    ['a', 'const a = (() => { log.push("tried"); throw new Error("no"); })();', 'a', '2'],
    {
      builtins: { log },
    },
  );
  await session.runAll({ afterFailure: 'go on' });
  expect(statuses(session)).toEqual(['failed', 'failed', 'failed', 'done']);
  expect(log).toEqual(['tried']);
});

test('running all ends with a restart, and with a cell that is stopped; one that is removed does not hold it up', async () => {
  const sources = ['await gate()', '2'];
  const session = sessionOf(sources, { builtins: { gate: () => new Promise(() => {}) } });
  const begin = async (): Promise<Promise<void>[]> => {
    const all = session.runAll();
    await vi.waitFor(() => expect(statuses(session)[0]).toBe('running'));
    return [all];
  };
  const [first] = await begin();
  session.restart();
  await first;
  expect(statuses(session)).toEqual(['idle', 'idle']);
  const [second] = await begin();
  session.stop(1);
  await second;
  expect(statuses(session)).toEqual(['stopped', 'idle']);
  const [third] = await begin();
  session.setCells(notebookOf(...sources).cells.slice(1));
  await third;
  expect(statuses(session)).toEqual(['done']);
});

test('prose can be read before it runs, with dots in the place of values', async () => {
  const session = sessionOf(['# Always', '# Now **${a.b}**', '# Wrong ${a +}', 'const a = { b: 1 };']);
  const before = ['Always\n', 'Now …\n', 'Wrong ${a +}\n', ''];
  expect(texts(session)).toEqual(before);
  await session.run(2);
  expect(texts(session)[1]).toBe('Now 1\n');
  session.restart();
  expect(texts(session)).toEqual(before);
  expect(statuses(session)).toEqual(['idle', 'idle', 'idle', 'idle']);
});

test('a stopped cell is told so, displays nothing more, and can run again', async () => {
  let open: (() => void) | undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const log: string[] = [];
  const session = sessionOf(
    [
      'invalidation.then(() => log.push("told")); display("begun"); try { await gate(); display("late"); } catch (error) { log.push(error.name); }',
    ],
    { builtins: { log, gate: () => opened } },
  );
  const running = session.run(1);
  await vi.waitFor(() => expect(texts(session)).toEqual(['begun']));
  session.stop(1);
  await running;
  expect(statuses(session)).toEqual(['stopped']);
  // The runtime takes the cell's variable away in a turn of its own.
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(statuses(session)).toEqual(['stopped']);
  open?.();
  await vi.waitFor(() => expect(log.toSorted()).toEqual(['CellStopped', 'told']));
  await session.run(1);
  expect(texts(session)).toEqual(['begunlate']);
});

test('a stopped cell does not hold up its next run', async () => {
  const session = sessionOf(['await new Promise(() => {});']);
  const running = session.run(1);
  await vi.waitFor(() => expect(statuses(session)).toEqual(['running']));
  session.stop(1);
  await running;
  session.setCells(notebookOf('6 * 7').cells);
  await session.run(1);
  expect(texts(session)).toEqual(['42']);
});

test('a restart forgets values and what was shown, and ends what runs', async () => {
  const session = sessionOf(['const a = 1;', 'a', 'await new Promise(() => {});']);
  await session.run(2);
  const running = session.run(3);
  session.restart();
  await running;
  expect(statuses(session)).toEqual(['idle', 'idle', 'idle']);
  expect(texts(session)).toEqual(['', '', '']);
  await session.run(2);
  expect(texts(session)[1]).toBe('1');
});

test('imports come from the table, and what is missing is told', async () => {
  const modules = { m: async () => ({ x: 42 }) };
  const session = sessionOf(['import {x} from "m";', 'x', 'import {y} from "m";', 'import "n";'], {
    modules,
  });
  for (const id of [1, 2, 3, 4]) await session.run(id);
  expect(texts(session)[1]).toBe('42');
  expect(session.cell(3).error).toMatchObject({ message: '"m" exports no "y".' });
  expect(session.cell(4).error).toMatchObject({ code: 'SHADEGRAD_NOTEBOOK_IMPORT' });
});

test('a circle and a name of two cells are told, and nothing hangs', async () => {
  const session = sessionOf(['const a = b;', 'const b = a;', 'const c = 1;', 'const c = 2;', 'c']);
  for (const id of [1, 3, 4, 5]) await session.run(id);
  await vi.waitFor(() => expect(String(session.cell(1).error)).toMatch(/circular/));
  await vi.waitFor(() => expect(String(session.cell(5).error)).toMatch(/defined more than once/));
});

test('a removed cell takes its names along', async () => {
  const session = sessionOf(['const a = 1;', 'a']);
  await session.runAll();
  session.setCells(notebookOf('const a = 1;', 'a').cells.slice(1));
  await session.run(2);
  expect(String(session.cell(2).error)).toMatch(/a is not defined/);
});
