// Errors as the command prints them: a code to search for, what happened, what to do. No stack unless asked for.

import { ShadegradError, stamp, type RunEvent } from '@shadegrad/core';
import type { Surroundings } from './terminal/output.js';

/** What any error of this project has, whichever package's class it is of. */
export interface ToldError {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** The error as it is told; one that was not foreseen gets a code and a fix as well. */
export function toToldError(error: unknown): ToldError {
  if (isTold(error)) return error;
  return {
    code: 'SHADEGRAD_UNEXPECTED',
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    fix: 'Run again with SHADEGRAD_DEBUG=1 and report what it prints.',
  };
}

/** Whether it has what errors of this project have. */
export function isTold(error: unknown): error is Error & ToldError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'fix' in error &&
    typeof error.fix === 'string'
  );
}

/** The same error, its message headed by the file that it is about. */
export function aboutFile(path: string, error: unknown): unknown {
  if (!isTold(error) || !isOurs(error.code)) return error;
  return new ShadegradError(error.code, `${path}: ${error.message}`, error.fix, { cause: error });
}

function isOurs(code: string): code is `SHADEGRAD_${string}` {
  return code.startsWith('SHADEGRAD_');
}

/** `SHADEGRAD_CODE: what happened. Fix: what to do.` */
export function errorLine({ code, message, fix }: ToldError): string {
  const sentence = /[.!?…]$/.test(message) ? message : `${message}.`;
  return `${code}: ${sentence} Fix: ${fix}`;
}

/** Writes the error to stderr, with its stack and causes if `SHADEGRAD_DEBUG` is set. */
export function printError(error: unknown, { stderr, env }: Surroundings): void {
  stderr.write(`${errorLine(toToldError(error))}\n`);
  if (!env['SHADEGRAD_DEBUG']) return;
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    stderr.write(`${cause.stack ?? cause.message}\n`);
}

/** The error as an event of a run. */
export function errorEvent(error: unknown): RunEvent {
  const { code, message, fix } = toToldError(error);
  return stamp({ type: 'error', code, message, fix });
}
