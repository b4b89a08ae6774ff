// Paths as a person types them: relative where that is shorter.

import { relative } from 'node:path';

export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === '' ? '.' : fromHere.length < path.length ? fromHere : path;
}
