// What cells and the libraries that they use look for in a page, for as long as a notebook runs here.

import type { NavigatorGpu } from '@shadegrad/core/node';
import { parseHTML } from 'linkedom';

/** Names that libraries for pages look up on the global object. */
const NAMES = ['document', 'Element', 'Event', 'HTMLElement', 'Node', 'Text'] as const;

/** Makes an empty page and this GPU the global ones. */
export function installPage(gpu: NavigatorGpu): Document {
  const { window } = parseHTML('<!doctype html><html><body></body></html>');
  for (const name of NAMES) define(name, window[name]);
  define('window', window);
  // Node has a navigator of its own from version 21 on.
  if ('navigator' in globalThis) Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu });
  else define('navigator', { gpu });
  return window.document;
}

function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
