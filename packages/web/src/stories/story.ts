// What a story is: a component, shown with fixed data in the states that it can be in. A file beside the component,
// `layer-row.story.ts`, exports one as its default; the page of stories finds it by its name.

import type { TemplateResult } from 'lit';

export interface Story {
  /** `Network / Layer row` */
  readonly title: string;
  /** Each state with what it shows. */
  readonly states: Readonly<Record<string, () => TemplateResult>>;
}
