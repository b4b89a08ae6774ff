// JavaScript as markup with classes (tok-keyword, tok-string, …), for pages that run nothing.

import { classHighlighter, highlightCode } from '@lezer/highlight';
import { parser } from '@lezer/javascript';
import { escapeHtml } from './escape-html.js';

export function highlighted(source: string): string {
  let markup = '';
  highlightCode(
    source,
    parser.parse(source),
    classHighlighter,
    (text, classes) => {
      markup += classes === '' ? escapeHtml(text) : `<span class="${classes}">${escapeHtml(text)}</span>`;
    },
    () => {
      markup += '\n';
    },
  );
  return markup;
}
