// The notebooks as people run them from a terminal, and as Observable's own tools read them.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, transpile } from '@observablehq/notebook-kit';
import { languageOf, readNotebook, writeNotebook } from '@shadegrad/notebook';
import { DOMParser } from 'linkedom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCli, shadegrad, type Finished } from './support/cli.js';

/** Milliseconds; a software driver that has never seen these kernels takes its time. */
const COMPILING = 300_000;
const notebooks = fileURLToPath(new URL('../notebooks', import.meta.url));
const files = (await readdir(notebooks)).filter((name) => name.endsWith('.html')).toSorted();
const folder = await mkdtemp(join(tmpdir(), 'shadegrad-notebook-'));
afterAll(() => rm(folder, { recursive: true }));

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Notebook Kit needs less than a browser's
const domParser = new DOMParser() as unknown as globalThis.DOMParser;

const textOf = (name: string): Promise<string> => readFile(join(notebooks, name), 'utf8');
const run = (...args: readonly string[]): Promise<Finished> =>
  shadegrad(folder, ['notebook', 'run', '--quiet', ...args]);

async function pageOf(name: string, ...args: readonly string[]) {
  const { code, stderr, stdout } = await run(join(notebooks, name), ...args);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).toContain(name.replace('.html', '.run.html'));
  const page = await readFile(join(folder, name.replace('.html', '.run.html')), 'utf8');
  return new DOMParser().parseFromString(page, 'text/html');
}

/** A notebook of one program. */
const notebook = (cell: string): string =>
  `<!doctype html><notebook><script id="1">${cell}</script></notebook>`;

test('there are the three', () => {
  expect(files).toEqual(['mnist-cnn.html', 'watch-a-filter-learn.html', 'what-dropout-does.html']);
});

describe.each(files)('%s', (name) => {
  test('is laid out as it would be written', async () => {
    const text = await textOf(name);
    expect(writeNotebook(readNotebook(text, new DOMParser()))).toBe(text);
  });

  test('is the same notebook to Notebook Kit, which can compile each cell', async () => {
    const text = await textOf(name);
    const { title, cells } = readNotebook(text, new DOMParser());
    const theirs = deserialize(text, { parser: domParser });
    expect(theirs.title).toBe(title);
    const modes = { javascript: 'js', markdown: 'md', html: 'html', other: '' };
    expect(theirs.cells.map(({ id, mode, value, pinned }) => ({ id, mode, value, pinned }))).toEqual(
      cells.map((cell) => ({
        id: cell.id,
        mode: modes[languageOf(cell)],
        value: cell.source,
        pinned: cell.pinned,
      })),
    );
    const declared = theirs.cells.flatMap((cell) => transpile(cell).outputs ?? []);
    // Modules that several cells import are names of one cell each.
    expect(declared.toSorted()).toEqual([...new Set(declared)].toSorted());
  });
});

describe('in a terminal', { timeout: COMPILING }, () => {
  beforeAll(() => buildCli(), COMPILING);

  test('the classic notebook learns to read, and its page shows all of it', async () => {
    const small = ['examples=960', 'testExamples=300', 'epochs=2', 'batchSize=32'];
    const page = await pageOf('mnist-cnn.html', ...small.flatMap((setting) => ['--set', setting]));
    const [, correct, count] =
      /It gets (\d+) of (\d+) test pictures right/.exec(page.body.textContent ?? '') ?? [];
    expect(Number(count)).toBe(300);
    expect(Number(correct) / Number(count)).toBeGreaterThan(0.7);
    expect(page.querySelectorAll('.failure').length).toBe(0);
    // What people look at: digits, mistakes, filters, feature maps; curves and bars; the scores of ten classes.
    expect(page.querySelectorAll('img').length).toBeGreaterThan(100);
    expect(page.querySelectorAll('svg').length).toBeGreaterThanOrEqual(4);
    expect(page.querySelectorAll('#cell-24 tr').length).toBe(11);
    expect(page.querySelector('#cell-5')?.textContent).toContain('const epochs = 2;');
  });

  test('with dropout, the pictures that are learned from are known less well', async () => {
    const page = await pageOf('what-dropout-does.html', '--set', 'epochs=6', '--set', 'testExamples=200');
    const [without, withDropout] = [...page.querySelectorAll('#cell-11 tr')]
      .slice(1)
      .map((row) => Number(row.querySelectorAll('td')[1]?.textContent));
    expect(without).toBeLessThan(withDropout ?? 0);
  });

  test('a filter is watched while it learns', async () => {
    const page = await pageOf('watch-a-filter-learn.html', '--set', 'steps=10', '--set', 'examples=640');
    expect(page.querySelectorAll('#cell-12 img').length).toBe(3 * 8);
    expect(page.querySelector('#cell-15')?.textContent).toMatch(/reads \d+\.\d % of the digits/);
  });

  test('a cell that fails is named, ends the command, and stands in the page', async () => {
    const file = join(folder, 'failing.html');
    const cells = ['1 + 1', 'const answer = nobody.knows;', 'answer'];
    const scripts = cells.map((cell, i) => `<script id="${i + 4}" type="module" pinned>${cell}</script>`);
    await writeFile(file, `<!doctype html><notebook><title>No</title>${scripts.join('')}</notebook>`);
    const { code, stderr } = await run(file);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /SHADEGRAD_NOTEBOOK_CELL: Cell 5 of .*failing\.html failed: ReferenceError: nobody is not defined/,
    );
    const page = await readFile(join(folder, 'failing.run.html'), 'utf8');
    expect(page).toContain('ReferenceError: nobody is not defined');
    expect(page.match(/class="failure"/g)?.length).toBe(1);
  });

  test.each([
    ['a name that no cell sets', ['mnist-cnn.html', '--set', 'epoch=1'], 2, /These can be set: .*epochs/],
    ['a setting without a value', ['mnist-cnn.html', '--set', 'epochs'], 2, /--set NAME=VALUE/],
    ['a file that is none', ['nowhere.html'], 4, /SHADEGRAD_FILE_MISSING/],
  ])('%s is refused', async (_, [name = '', ...args], code, message) => {
    const finished = await run(join(notebooks, name), ...args);
    expect(finished).toMatchObject({ code, stderr: expect.stringMatching(message) });
  });

  test('a file that is no notebook is refused, with its name', async () => {
    const file = join(folder, 'page.html');
    await writeFile(file, '<!doctype html><p>Hello</p>');
    const { code, stderr } = await run(file);
    expect(code).toBe(4);
    expect(stderr).toMatch(/SHADEGRAD_NOTEBOOK_FILE: .*page\.html: This is no notebook/);
  });

  test('a cell may import what lies beside the notebook, and nothing of a network', async () => {
    await writeFile(join(folder, 'beside.mjs'), 'export const answer = 42;');
    const file = join(folder, 'importing.html');
    await writeFile(file, notebook('import { answer } from "./beside.mjs"; display(answer);'));
    expect(await run(file)).toMatchObject({ code: 0 });
    expect(await readFile(join(folder, 'importing.run.html'), 'utf8')).toContain('>42<');
    await writeFile(file, notebook('import "https://example.com/a.js";'));
    expect(await run(file)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/load nothing from a network/),
    });
  });
});
