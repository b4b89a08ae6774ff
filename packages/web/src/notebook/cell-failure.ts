// What a cell threw, in words, and the line of it that did.

import { failureOf } from '../design/failure.js';
import { adviceOn } from '../device/obstacle.js';

export interface CellFailure {
  /** `TypeError` */
  readonly name: string;
  readonly message: string;
  /** What to do, where the error brings that along. */
  readonly fix?: string;
  readonly code?: string;
  /** Line of the cell, from 1, where the error tells. */
  readonly line?: number;
}

export function cellFailure(error: unknown, id: number): CellFailure {
  const line = lineOf(error, id);
  const name = error instanceof Error ? error.name : 'Thrown';
  const isOurs = typeof error === 'object' && error !== null && 'code' in error && 'fix' in error;
  const told = isOurs
    ? { name, ...adviceOn(failureOf(error), navigator.userAgent) }
    : { name, message: error instanceof Error ? error.message : String(error) };
  return { ...told, ...(line !== undefined && { line }) };
}

function lineOf(error: unknown, id: number): number | undefined {
  if (!(error instanceof Error)) return undefined;
  // What is no program is told with the place in words.
  const inWords = /\(line (\d+)/.exec(error.message);
  if (inWords !== null) return Number(inWords[1]);
  const line = lineInStack(error.stack, `cell-${id}.js`);
  return line === undefined ? undefined : Math.max(1, line - FIRST_LINE + 1);
}

function lineInStack(stack: string | undefined, file: string): number | undefined {
  const at = stack?.indexOf(`${file}:`) ?? -1;
  const found = at < 0 ? undefined : /^:(\d+)/.exec(stack?.slice(at + file.length) ?? '');
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

/** Which line engines call the first of a function made from text differs: they count its head. */
const FIRST_LINE = firstLine();

function firstLine(): number {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- a text of this file, to measure where lines begin
    new Function('"use strict";throw new Error()\n//# sourceURL=first-line.js')();
  } catch (error) {
    if (error instanceof Error) return lineInStack(error.stack, 'first-line.js') ?? 1;
  }
  return 1;
}
