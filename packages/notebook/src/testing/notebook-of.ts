import { DOMParser, parseHTML } from 'linkedom';
import type { Cell, Notebook } from '../format/notebook.js';
import type { HtmlParser } from '../format/read-notebook.js';
import type { SessionOptions } from '../runtime/session.js';
import { NotebookSession } from '../runtime/session.js';

/** A notebook of programs; a text that begins with # is Markdown. */
export function notebookOf(...sources: readonly string[]): Notebook {
  const cells = sources.map((source, i): Cell => {
    const isProse = source.startsWith('#');
    const type = isProse ? 'text/markdown' : 'module';
    return { id: i + 1, type, source, pinned: !isProse, hidden: false, attributes: {} };
  });
  return { title: 'Test', cells, attributes: {} };
}

export const parser: HtmlParser = new DOMParser();

const { window } = parseHTML('<html><body></body></html>');
// Libraries that show things look for these.
const { document, Element, Event, Text } = window;
Object.assign(globalThis, { document, Element, Event, Text });

export function sessionOf(
  sources: readonly string[],
  options: Partial<SessionOptions> = {},
): NotebookSession {
  return new NotebookSession(notebookOf(...sources), { document, modules: {}, ...options });
}

/** What each cell shows. */
export const texts = (session: NotebookSession): string[] =>
  session.cells.map(({ output }) => output.textContent ?? '');

export const statuses = (session: NotebookSession): string[] => session.cells.map(({ status }) => status);
