// Ctrl-C, `kill` and a closed terminal: the first asks for an orderly end, the second one ends at once.

import { ShadegradError } from '@shadegrad/core';
import { EXIT } from './exit-codes.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm passes a Ctrl-C on that the terminal has sent to all of its children already: what comes this soon is the same. */
const ECHO_MS = 300;

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Stops listening: the next signal ends the process as usual. */
  release(): void;
}

/**
 * Listens for the signals that end a process.
 *
 * @param onFirst Told when the orderly end begins.
 * @param onSecond Told right before the process is ended.
 */
export function listenForInterrupt(onFirst: () => void, onSecond: () => void): Interrupt {
  const controller = new AbortController();
  let firstAt = 0;
  const listener = (): void => {
    const now = performance.now();
    if (!controller.signal.aborted) {
      firstAt = now;
      controller.abort();
      onFirst();
    } else if (now - firstAt > ECHO_MS) {
      onSecond();
      process.exit(EXIT.interrupted);
    }
  };
  for (const name of SIGNALS) process.on(name, listener);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of SIGNALS) process.removeListener(name, listener);
    },
  };
}

/**
 * Listens for SIGUSR1, which asks for a checkpoint now. Without a listener Node would open its debugger.
 *
 * @returns A function that stops listening.
 */
export function listenForCheckpointRequests(onRequest: () => void): () => void {
  // Windows has no such signal.
  if (process.platform === 'win32') return () => {};
  process.on('SIGUSR1', onRequest);
  return () => process.removeListener('SIGUSR1', onRequest);
}

/** The error itself, or, where it only says that `signal` was aborted, one that says so to a person. */
export function orInterrupted(error: unknown, signal: AbortSignal): unknown {
  if (!signal.aborted || error !== signal.reason) return error;
  return new ShadegradError(
    'SHADEGRAD_INTERRUPTED',
    'It was interrupted before it was done.',
    'Run the same command again.',
    { cause: error },
  );
}
