// A notebook that has run, as a page that needs nothing else: prose, programs, and what they showed. The notebook itself is
// in it, so that the page can be opened as a notebook again.

import { languageOf, type Notebook } from '../format/notebook.js';
import { notebookElement } from '../format/write-notebook.js';
import type { CellRun } from '../runtime/cell-run.js';
import { escapeHtml } from './escape-html.js';
import { highlighted } from './highlight.js';
import { PAGE_STYLE } from './page-style.js';

export interface NotebookPageOptions {
  /** A line below the title, such as what it ran on. */
  readonly about?: string;
}

// The page shows and runs nothing: neither the cells' texts that it holds nor what a cell may have displayed.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The file of a page with the cells as they are now. */
export function notebookPage(
  notebook: Notebook,
  cells: readonly CellRun[],
  { about }: NotebookPageOptions = {},
): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(notebook.title)}</title>
<style>
${PAGE_STYLE}
</style>
</head>
<body>
<main>
${about === undefined ? '' : `<p class="about">${escapeHtml(about)}</p>\n`}${cells.map(section).join('\n')}
</main>
<div hidden>
${notebookElement(notebook)}
</div>
</body>
</html>
`;
}

function section(run: CellRun): string {
  const { cell, output, seconds } = run;
  const parts: string[] = [];
  const isProgram = languageOf(cell) === 'javascript';
  const markup = isProgram ? highlighted(cell.source) : escapeHtml(cell.source);
  if (cell.pinned) parts.push(`<pre><code>${markup}</code></pre>`);
  if (isProgram && cell.pinned && seconds !== undefined)
    parts.push(`<p class="label">cell ${cell.id} · ${secondsText(seconds)}</p>`);
  parts.push(`<div class="output">${output.innerHTML}</div>`);
  if (run.status === 'failed') parts.push(`<pre class="failure">${escapeHtml(String(run.error))}</pre>`);
  return `<section id="cell-${cell.id}">${parts.join('\n')}</section>`;
}

const secondsText = (seconds: number): string =>
  seconds < 0.1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
