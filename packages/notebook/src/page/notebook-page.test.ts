import { DOMParser } from 'linkedom';
import { expect, test } from 'vitest';
import { readNotebook } from '../format/read-notebook.js';
import { NotebookSession } from '../runtime/session.js';
import { notebookOf, parser } from '../testing/notebook-of.js';
import { notebookPage } from './notebook-page.js';

async function pageOf(...sources: readonly string[]) {
  const notebook = notebookOf(...sources);
  const session = new NotebookSession(notebook, { document, modules: {} });
  await session.runAll();
  const text = notebookPage(notebook, session.cells, { about: 'on <this>' });
  return { notebook, text, page: new DOMParser().parseFromString(text, 'text/html') };
}

test('a page shows prose, programs and what they showed, and an error where one was', async () => {
  const { page } = await pageOf('# Sums', 'display("<b>"); // why', 'throw new TypeError("no <i>");');
  const sections = [...page.querySelectorAll('section')];
  expect(sections[0]?.querySelector('h1')?.textContent).toBe('Sums');
  expect(sections[0]?.querySelector('pre')).toBeNull();
  expect(sections[1]?.querySelector('pre')?.textContent).toBe('display("<b>"); // why');
  expect(sections[1]?.querySelector('.tok-comment')?.textContent).toBe('// why');
  expect(sections[1]?.querySelector('.output')?.textContent).toBe('<b>');
  expect(sections[2]?.querySelector('.failure')?.textContent).toBe('TypeError: no <i>');
  expect(page.querySelector('.about')?.textContent).toBe('on <this>');
});

test('a page runs nothing, and holds the notebook that it was made of', async () => {
  const { notebook, text, page } = await pageOf('# Sums', 'const a = "</script>";');
  const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');
  expect(policy).toMatch(/^default-src 'none';/);
  expect(policy).not.toContain('script-src');
  expect(readNotebook(text, parser)).toEqual(notebook);
});
