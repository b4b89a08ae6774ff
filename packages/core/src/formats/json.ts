// JSON from files of other programs.

import * as v from 'valibot';

/** Descriptions of networks are some kilobytes; JSON of a longer text could fill the memory. */
export const MOST_JSON_BYTES = 2 ** 22;

const classNames = v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(10_000));

/** The text's value, or undefined for what is no JSON in UTF-8. */
export function parseJsonBytes(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Names of classes from outside; undefined for anything else, since a network works without. */
export function parseClasses(value: unknown): readonly string[] | undefined {
  const result = v.safeParse(classNames, value);
  return result.success ? result.output : undefined;
}

/** `parseClasses` of JSON text. */
export function parseClassesText(text: string | undefined): readonly string[] | undefined {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), classNames), text);
  return result.success ? result.output : undefined;
}
