// Markdown and HTML cells. Values stand in for themselves while the text is rendered, and are put in afterwards: an element
// stays the one that it is, and text is no markup.

import MarkdownIt from 'markdown-it';
import { elementFor } from './show-value.js';

const markdown = new MarkdownIt({ html: true, linkify: true, typographer: true });

/** No text has these two characters, which stand around the number of a value. */
const [OPEN, CLOSE] = ['\uE000', '\uE001'];

export function renderProse(
  language: 'markdown' | 'html',
  texts: readonly string[],
  values: readonly unknown[],
  document: Document,
): Element {
  const source = texts.reduce((before, text, i) => `${before}${OPEN}${i - 1}${CLOSE}${text}`);
  const element = document.createElement('div');
  element.className = 'notebook-prose';
  element.innerHTML = language === 'markdown' ? markdown.render(source) : source;
  putIn(element, values, document);
  return element;
}

function putIn(node: Node, values: readonly unknown[], document: Document): void {
  for (const child of Array.from(node.childNodes)) {
    if (child.nodeType !== 3) {
      putIn(child, values, document);
      continue;
    }
    const parts = (child.textContent ?? '').split(new RegExp(`${OPEN}(\\d+)${CLOSE}`));
    if (parts.length === 1) continue;
    // Texts and numbers of values by turns.
    const nodes = parts.map((part, i) =>
      i % 2 === 0 ? document.createTextNode(part) : inline(values[Number(part)], document),
    );
    for (const made of nodes) node.insertBefore(made, child);
    node.removeChild(child);
  }
}

const inline = (value: unknown, document: Document): Node =>
  typeof value === 'object' && value !== null
    ? elementFor(value, document)
    : document.createTextNode(String(value));
