// What a value looks like: an element is itself, everything else is written as a person would look at it.

import { Inspector } from './observable.js';

/** @param document The one that the element will be in. */
export function elementFor(value: unknown, document: Document): Node {
  if (isNode(value)) return value;
  const element = document.createElement('div');
  if (isPrimitive(value)) {
    element.className = 'notebook-text';
    element.textContent = typeof value === 'symbol' ? value.toString() : `${value}`;
  } else {
    new Inspector(element).fulfilled(value);
  }
  return element;
}

type Primitive = string | number | bigint | boolean | symbol | null | undefined;

const isPrimitive = (value: unknown): value is Primitive =>
  value === null || (typeof value !== 'object' && typeof value !== 'function');

// Not by instanceof: in Node there may be several documents, and none of them the global one.
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'nodeType' in value && 'ownerDocument' in value;
