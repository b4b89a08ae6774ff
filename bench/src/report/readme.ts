// The newest table in README.md, between two comments that a reader of the page does not see.

const START = '<!-- bench:start -->';
const END = '<!-- bench:end -->';

/**
 * The page with `markdown` in the place of what stood between the comments.
 *
 * @throws Error where the page has no such place.
 */
export function replaceTable(page: string, markdown: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error(`README.md has no ${START} followed by ${END}`);
  return `${page.slice(0, start + START.length)}\n\n${markdown.trim()}\n\n${page.slice(end)}`;
}
