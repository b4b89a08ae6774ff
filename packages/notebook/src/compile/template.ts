// Prose with ${expressions} in it: its parts.

import type { Expression } from 'acorn';
import { NotebookError } from '../errors.js';
import { parseExpressionAt } from './syntax.js';

export interface Template {
  /** One more than there are expressions: what stands before, between and after them. */
  readonly texts: readonly string[];
  readonly expressions: readonly Expression[];
}

/** @throws NotebookError `SHADEGRAD_NOTEBOOK_SYNTAX` where what follows `${` is no expression, or is not closed. */
export function parseTemplate(source: string): Template {
  const texts: string[] = [];
  const expressions: Expression[] = [];
  let begin = 0;
  for (let from = 0; ;) {
    const place = source.indexOf('${', from);
    if (place === -1) break;
    if (source[place - 1] === '\\') {
      from = place + 2;
      continue;
    }
    const expression = parseExpressionAt(source, place + 2);
    const end = /^\s*\}/.exec(source.slice(expression.end));
    if (end === null) {
      throw new NotebookError(
        'SHADEGRAD_NOTEBOOK_SYNTAX',
        `The \${ after "${source.slice(Math.max(0, place - 20), place).trim()}" is not closed.`,
        'Close it with }, or write \\${ where the two characters are meant.',
      );
    }
    texts.push(source.slice(begin, place));
    expressions.push(expression);
    begin = from = expression.end + end[0].length;
  }
  texts.push(source.slice(begin));
  return { texts: texts.map((text) => text.replaceAll('\\${', '${')), expressions };
}
