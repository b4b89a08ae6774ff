// From a file in the format of Observable Notebook Kit (an HTML page whose notebook element has a script element for each
// cell) to a notebook. Nothing of the file runs while it is read.

import { NotebookError } from '../errors.js';
import type { Cell, Notebook } from './notebook.js';

const MOST_CHARACTERS = 8 * 2 ** 20;
const MOST_CELLS = 2000;
/** The file indents a cell's lines by so much. */
const INDENT = /^ {4}/;

/** What is needed of an element. */
export interface ParsedElement {
  readonly id: string;
  readonly textContent: string | null;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  querySelectorAll(selector: string): Iterable<ParsedElement>;
}

/** What is needed of a `DOMParser`: a browser's own, or that of a library in Node. */
export interface HtmlParser {
  parseFromString(text: string, type: 'text/html'): { querySelector(selector: string): ParsedElement | null };
}

/**
 * Reads a notebook file.
 *
 * @throws NotebookError `SHADEGRAD_NOTEBOOK_FILE` where it has no notebook in it, or is larger than 8 MiB or 2,000 cells.
 * @example
 * ```ts
 * import { readNotebook } from '@shadegrad/notebook';
 * import { DOMParser } from 'linkedom'; // in a browser, its own
 *
 * const file = '<!doctype html><notebook><title>Sums</title><script id="1" type="module">1 + 1</script></notebook>';
 * const { title, cells } = readNotebook(file, new DOMParser());
 * console.log(title, cells[0]?.source); // Sums 1 + 1
 * ```
 */
export function readNotebook(text: string, parser: HtmlParser): Notebook {
  if (text.length > MOST_CHARACTERS)
    throw noNotebook('it is larger than 8 MiB', 'Take large data out of the cells, into files.');
  const page = parser.parseFromString(text, 'text/html');
  const element = page.querySelector('notebook');
  if (element === null)
    throw noNotebook('it has no <notebook> element', 'Choose a file that a notebook was saved to.');
  const scripts = [...element.querySelectorAll('script')];
  if (scripts.length > MOST_CELLS)
    throw noNotebook(`it has ${scripts.length} cells`, `Divide it: ${MOST_CELLS} are the most.`);
  const freeId = idsOf(scripts);
  return {
    title: page.querySelector('title')?.textContent?.trim() || 'Untitled',
    cells: scripts.map((script) => readCell(script, freeId)),
    attributes: attributesOf(element, []),
  };
}

function readCell(script: ParsedElement, idFor: (script: ParsedElement) => number): Cell {
  return {
    id: idFor(script),
    type: script.getAttribute('type') ?? '',
    source: outdent(unescape(script.textContent ?? '')),
    pinned: script.hasAttribute('pinned'),
    hidden: script.hasAttribute('hidden'),
    attributes: attributesOf(script, ['id', 'type', 'pinned', 'hidden']),
  };
}

/** Ids as the file has them, and new ones for cells without, or with that of another. */
function idsOf(scripts: readonly ParsedElement[]): (script: ParsedElement) => number {
  const ids = new Map<ParsedElement, number>();
  const taken = new Set<number>();
  for (const script of scripts) {
    const id = Number(script.id);
    if (!Number.isSafeInteger(id) || id < 1 || taken.has(id)) continue;
    ids.set(script, id);
    taken.add(id);
  }
  let last = Math.max(0, ...taken);
  return (script) => ids.get(script) ?? ++last;
}

function attributesOf(element: ParsedElement, except: readonly string[]): Record<string, string> {
  const kept = [...element.attributes].filter(({ name }) => !except.includes(name));
  return Object.fromEntries(kept.map(({ name, value }) => [name, value]));
}

/** A cell that speaks of scripts has their end tags escaped, so that they do not end it. */
const unescape = (text: string): string => text.replace(/<\\(?=\\*\/script[\s>])/gi, '<');

function outdent(text: string): string {
  const lines = text.split(/\r\n?|\n/);
  if (lines[0]?.trim() === '') lines.shift();
  if (lines.at(-1)?.trim() === '') lines.pop();
  return lines.map((line) => line.replace(INDENT, '')).join('\n');
}

const noNotebook = (why: string, fix: string): NotebookError =>
  new NotebookError('SHADEGRAD_NOTEBOOK_FILE', `This is no notebook: ${why}.`, fix);
