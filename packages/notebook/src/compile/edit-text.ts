/** What replaces the characters from `start` to `end` of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with some parts of it replaced; parts do not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  let result = text;
  // From the end, so that the places of those before stay what they are.
  for (const { start, end, text: replacement } of edits.toSorted((a, b) => b.start - a.start))
    result = result.slice(0, start) + replacement + result.slice(end);
  return result;
}
