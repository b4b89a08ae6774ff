// HTML and SVG as template strings that escape what is put into them: text can never become markup by accident.

/** A piece of HTML or SVG. Made by {@link markup}; by hand only of text that is markup and our own. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | undefined | readonly (Markup | undefined)[];

/**
 * Joins markup; strings and numbers between are escaped, pieces of markup and arrays of them go in as they are, and
 * undefined leaves nothing.
 *
 * @example
 * markup`<p>${'a < b'}</p>`.text; // '<p>a &lt; b</p>'
 */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(literals.map((literal, index) => literal + render(parts[index])).join(''));
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map((piece) => piece?.text ?? '').join('');
  return escape(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
