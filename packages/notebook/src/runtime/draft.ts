// What a cell shows before it ran: prose can be read, with dots in the place of values that are not known yet.

import { parseTemplate, type Template } from '../compile/template.js';
import { type Cell, languageOf } from '../format/notebook.js';
import { renderProse } from './render-prose.js';

/** Nothing for a program. */
export function draftOf(cell: Cell, document: Document): readonly Element[] {
  const language = languageOf(cell);
  if (language !== 'markdown' && language !== 'html') return [];
  const { texts, expressions } = readable(cell.source);
  const values = expressions.map(() => '…');
  return [renderProse(language, texts, values, document)];
}

/** Prose that is wrong is told when it runs; until then it is text. */
function readable(source: string): Template {
  try {
    return parseTemplate(source);
  } catch {
    return { texts: [source], expressions: [] };
  }
}
