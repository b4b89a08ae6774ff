// From a notebook to a file in the format of Observable Notebook Kit, laid out so that a change of a cell is a change of its
// lines.

import type { Cell, Notebook } from './notebook.js';

/**
 * The file of a notebook, which `readNotebook` makes the same notebook of.
 *
 * @example
 * ```ts
 * import { newCell, writeNotebook } from '@shadegrad/notebook';
 *
 * const empty = { title: 'Sums', cells: [], attributes: { theme: 'air' } };
 * const file = writeNotebook({ ...empty, cells: [newCell(empty, 'javascript', '1 + 1')] });
 * console.log(file.includes('<script id="1" type="module" pinned="">')); // true
 * ```
 */
export function writeNotebook(notebook: Notebook): string {
  return `<!doctype html>\n${notebookElement(notebook)}\n`;
}

/** The notebook element alone, to be put into another page. */
export function notebookElement({ title, cells, attributes }: Notebook): string {
  const lines = [`<title>${escapeText(title)}</title>`, ...cells.map(script)];
  return `<notebook${written(attributes)}>\n${lines.map((line) => `  ${line}\n`).join('')}</notebook>`;
}

function script({ id, type, source, pinned, hidden, attributes }: Cell): string {
  const all = {
    id: String(id),
    type,
    ...(pinned && { pinned: '' }),
    ...(hidden && { hidden: '' }),
    ...attributes,
  };
  return `<script${written(all)}>\n${indented(escapeEnd(source))}\n  </script>`;
}

const written = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeText(value).replaceAll('"', '&quot;')}"`)
    .join('');

const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** An end tag inside of a cell must not end it. */
const escapeEnd = (source: string): string => source.replace(/<(?=\\*\/script[\s>])/gi, '<\\');

const indented = (source: string): string =>
  source
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : `    ${line}`))
    .join('\n');
