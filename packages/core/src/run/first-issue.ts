// What a schema found wrong, in a few words: a file from elsewhere may hold anything, and its errors quote it.

import * as v from 'valibot';

const MOST_CHARACTERS = 200;

export function firstIssue([issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const path = v.getDotPath(issue);
  const text = `${issue.message}${path === null ? '' : ` (${path})`}`;
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
