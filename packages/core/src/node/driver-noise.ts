// Keeps two lines off the user's terminal. On lavapipe, Dawn writes "maxDynamic…BuffersPerPipelineLayout artificially
// reduced" to file descriptor 2 each time it looks for adapters; it has no option for that, and the limits are ones
// that we do not use. Node cannot duplicate a descriptor, but Linux can open one a second time through /proc.

import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';

const STDERR = 2;

/**
 * Runs `body`, which must be synchronous, while nothing in this process can write to stderr.
 *
 * Only on Linux and only if stderr is a terminal or a pipe: a file opened a second time has its own position, and
 * lines would overwrite each other. Elsewhere `body` just runs.
 */
export function withoutDriverNoise<Result>(body: () => Result): Result {
  const spare = reopenStderr();
  if (spare === undefined) return body();
  replaceStderr('/dev/null');
  try {
    return body();
  } finally {
    replaceStderr(`/proc/self/fd/${spare}`);
    closeSync(spare);
  }
}

function reopenStderr(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    // Asked for bigints, because Node 20 keeps the numbers of the last call and reads them again when it resolves a
    // module's path: after a pipe's, it leaves symbolic links as they are and does not find what lies beside their target.
    if (!isatty(STDERR) && !fstatSync(STDERR, { bigint: true }).isFIFO()) return undefined;
    const spare = openToWrite(`/proc/self/fd/${STDERR}`);
    if (spare > STDERR) return spare;
    // The program has closed stdin or stdout: descriptor 2 is not the next one to be given out.
    closeSync(spare);
    return undefined;
  } catch {
    // Closed, or a terminal of another user's, as under sudo.
    return undefined;
  }
}

/** A file that is opened gets the lowest free descriptor, which is the one just closed. */
function replaceStderr(path: string): void {
  closeSync(STDERR);
  openToWrite(path);
}

function openToWrite(path: string): number {
  return openSync(path, constants.O_WRONLY | constants.O_NOCTTY);
}
