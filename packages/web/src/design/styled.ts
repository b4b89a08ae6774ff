// Sets style properties of an element: `<div ${styled({ width: '40%' })}>`. Lit's own styleMap writes a style attribute the
// first time, which the page's Content-Security-Policy forbids.

import { noChange } from 'lit';
import { type ElementPart, Directive, directive, type PartInfo, PartType } from 'lit/directive.js';

class Styled extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('styled() stands in a tag, not in an attribute');
  }

  override render(_styles: Readonly<Record<string, string>>) {
    return noChange;
  }

  override update({ element }: ElementPart, [styles]: [Readonly<Record<string, string>>]) {
    if (!(element instanceof HTMLElement)) return noChange;
    for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value);
    return noChange;
  }
}

export const styled = directive(Styled);
